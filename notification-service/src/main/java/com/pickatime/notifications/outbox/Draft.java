package com.pickatime.notifications.outbox;

import com.pickatime.notifications.recipients.Recipient;
import com.pickatime.notifications.rendering.MailContent;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is to be done with a mail that is due. */
sealed interface Draft {

    /**
     * It is written, alike to each.
     *
     * @param calendar the calendar file for an address; null where none is attached
     */
    record Letters(
            List<Recipient> to,
            MailContent content,
            @Nullable CalendarFile calendar) implements Draft {}

    /** A file beside the words. */
    record CalendarFile(String method, UnaryOperator<String> file) {}

    /** Nobody to tell is known yet. */
    record Unaddressed() implements Draft {}

    /** It can never be written. */
    record Hopeless(String reason) implements Draft {}

    /** Nobody needs it any more. */
    record Overtaken(String reason) implements Draft {}

    /** It cannot be written now, for a trouble that may end. */
    record Troubled(String reason) implements Draft {}

    /** It waits for what it has to tell. */
    record Early(String reason) implements Draft {}
}
