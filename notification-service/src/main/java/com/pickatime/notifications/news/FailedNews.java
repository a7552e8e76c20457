package com.pickatime.notifications.news;

import com.pickatime.platform.ids.ImportId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An import could not be finished.
 *
 * @param importId null if the trouble is with the connection rather than with one import
 * @param message in words for an administrator
 */
public record FailedNews(@Nullable ImportId importId, String code, String message, RosterOrigin origin)
        implements News {

    public FailedNews {
        origin = Objects.requireNonNullElse(origin, RosterOrigin.UNTOLD);
    }

    @Override
    public MailTemplate template() {
        return MailTemplate.IMPORT_FAILED;
    }

    @Override
    public String page() {
        return importId == null ? "/importer" : "/importer/" + importId;
    }
}
