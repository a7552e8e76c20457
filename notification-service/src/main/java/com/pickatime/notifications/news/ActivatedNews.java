package com.pickatime.notifications.news;

/** The connection to ClassLink is active. */
public record ActivatedNews() implements News {

    @Override
    public MailTemplate template() {
        return MailTemplate.IMPORT_ACTIVATED;
    }

    @Override
    public String page() {
        return "/importer";
    }
}
