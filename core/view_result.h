/* The result of a run as JSON: hums, hands, chat positions and the chair's ear side by side, never
 * summed. For view.c. */
#ifndef HUMROOM_CORE_VIEW_RESULT_H
#define HUMROOM_CORE_VIEW_RESULT_H

#include "core/json.h"
#include "core/view.h"

struct json *view_result(const struct meeting *m, const struct run *r);
struct json *view_hum(const struct meeting_hum *h); /* one that is final */

#endif
