package com.pickatime.notifications.news;

import com.pickatime.platform.ids.ImportId;
import java.util.List;
import java.util.Objects;

/**
 * The safety brake stopped an import.
 *
 * @param reasons in words for an administrator
 */
public record HeldNews(ImportId importId, List<String> reasons, RosterOrigin origin) implements News {

    public HeldNews {
        origin = Objects.requireNonNullElse(origin, RosterOrigin.UNTOLD);
    }

    @Override
    public MailTemplate template() {
        return MailTemplate.IMPORT_HELD;
    }
}
