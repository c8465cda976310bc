#include <stdio.h>

int main(void)
{
    puts("humroom " HUMROOM_VERSION);
    return 0;
}
