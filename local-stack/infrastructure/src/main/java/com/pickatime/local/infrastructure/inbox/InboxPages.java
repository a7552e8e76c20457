package com.pickatime.local.infrastructure.inbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a browser sees of the inbox. */
final class InboxPages {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private InboxPages() {}

    /** @param newest the latest mails, newest first */
    static Html list(List<Mail> newest, int total) {
        var rows = Html.join(newest.stream().map(InboxPages::row));
        var content = newest.isEmpty()
                ? Html.template("empty.html", Map.of())
                : Html.template("list.html", Map.of("rows", rows));
        return page("Inbox", Html.text(total + (total == 1 ? " mail" : " mails")), content);
    }

    private static Html row(Mail mail) {
        return Html.template("row.html", parts(mail));
    }

    static Html mail(Mail mail) {
        var html = mail.html()
                .map(body -> Html.template("frame.html", parts(mail)))
                .orElse(new Html(""));
        var text = mail.text()
                .map(body -> Html.template("text.html", Map.of("text", Html.text(body))))
                .orElse(new Html(""));
        var values = new HashMap<>(parts(mail));
        values.put("bodies", new Html(html.markup() + text.markup()));
        return page(subject(mail), new Html(""), Html.template("mail.html", values));
    }

    private static Map<String, Html> parts(Mail mail) {
        return Map.of(
                "id", Html.text(mail.id()),
                "sent", Html.text(mail.sentAt().map(InboxPages::time).orElse("no date")),
                "from", Html.text(mail.from()),
                "to", Html.text(String.join(", ", mail.recipients())),
                "subject", Html.text(subject(mail)));
    }

    private static String subject(Mail mail) {
        return Optional.of(mail.subject()).filter(subject -> !subject.isBlank()).orElse("(no subject)");
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static Html page(String title, Html note, Html content) {
        return Html.template("page.html", Map.of("title", Html.text(title), "note", note, "content", content));
    }
}
