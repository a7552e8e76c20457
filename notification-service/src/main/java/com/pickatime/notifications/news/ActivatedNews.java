package com.pickatime.notifications.news;

/** A business's roster is connected. Its event does not tell where that is read, so its mail is right wherever that is. */
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
