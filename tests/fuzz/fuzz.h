/* What a fuzz target is: a function that must not crash, leak or break a promise, whatever the
 * bytes. */
#ifndef HUMROOM_TESTS_FUZZ_H
#define HUMROOM_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes,
                           size_t len); /* the name is libFuzzer's; returns 0 */

#endif
