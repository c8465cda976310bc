/* Small arithmetic of levels. */
#ifndef HUMROOM_AUDIO_LEVEL_H
#define HUMROOM_AUDIO_LEVEL_H

#include "core/hum.h"

#include <math.h>

/* Power to millibels, rounded; LEVEL_SILENT_MB at or below -120 dB. */
static inline int32_t level_mb(double power)
{
    return power <= 1e-12 ? LEVEL_SILENT_MB : (int32_t)lrint(1000 * log10(power));
}

/* What is too small to be heard becomes 0, so that no filter spends its time on denormal numbers.
 */
static inline double level_flush(double x)
{
    return fabs(x) < 1e-30 ? 0 : x;
}

#endif
