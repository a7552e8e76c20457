package com.pickatime.notifications.news;

import java.util.List;

/**
 * The safety brake stopped an import.
 *
 * @param reasons in words for an administrator
 */
public record HeldNews(String importId, List<String> reasons) implements News {

    @Override
    public MailTemplate template() {
        return MailTemplate.IMPORT_HELD;
    }
}
