package com.pickatime.notifications.news;

import java.util.Objects;

/** A business's roster is connected, and imports begin. */
public record ActivatedNews(RosterOrigin origin) implements News {

    public ActivatedNews {
        origin = Objects.requireNonNullElse(origin, RosterOrigin.UNTOLD);
    }

    @Override
    public MailTemplate template() {
        return MailTemplate.IMPORT_ACTIVATED;
    }

    @Override
    public String page() {
        return "/importer";
    }
}
