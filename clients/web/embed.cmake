# Stages and gzips the pages and writes web_files.c: the table of net/web_file.h over .incbin.
# PAGES: path=file...; FROM: where relative files are; STAGE, OUT: folders to write to; GZIP: the program.
set(mime_html "text/html; charset=utf-8")
set(mime_css "text/css; charset=utf-8")
set(mime_js "text/javascript; charset=utf-8")

file(WRITE ${STAGE}/package.json "{\"type\": \"module\"}\n")
set(bytes "")
set(names "")
set(rows "")
set(n 0)
foreach(page ${PAGES})
    string(REGEX MATCH "^([^=]*)=(.*)$" _ "${page}")
    set(path ${CMAKE_MATCH_1})
    get_filename_component(file "${CMAKE_MATCH_2}" ABSOLUTE BASE_DIR ${FROM})
    # A library gets the name that it is asked by, our own files keep theirs.
    if(path MATCHES "\\.")
        get_filename_component(name ${path} NAME)
    else()
        get_filename_component(name ${file} NAME)
    endif()
    string(REGEX MATCH "[a-z]+$" kind ${name})
    configure_file(${file} ${STAGE}/${name} COPYONLY)
    execute_process(COMMAND ${GZIP} -9 -n -c ${file} OUTPUT_FILE ${OUT}/${name}.gz COMMAND_ERROR_IS_FATAL ANY)
    file(SHA256 ${file} hash)
    string(SUBSTRING ${hash} 0 32 tag)
    string(APPEND bytes
        "        \"web_file_${n}: .incbin \\\"${OUT}/${name}.gz\\\"\\n\"\n"
        "        \"web_file_${n}_end:\\n\"\n")
    string(APPEND names "extern const unsigned char web_file_${n}[], web_file_${n}_end[];\n")
    string(APPEND rows
        "    {\"${path}\", \"${mime_${kind}}\", \"\\\"${tag}\\\"\", web_file_${n}, web_file_${n}_end, true},\n")
    math(EXPR n "${n} + 1")
endforeach()

file(WRITE ${OUT}/web_files.c "/* Made by embed.cmake. */
#include \"net/web_file.h\"

__asm__(\".pushsection .rodata\\n\"
${bytes}        \".popsection\\n\");

${names}
const struct web_file web_files[] = {
${rows}};
const size_t web_file_count = sizeof web_files / sizeof web_files[0];
")
