package com.pickatime.notifications.news;

import com.pickatime.platform.ids.ContactId;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * Somebody asked for a way to choose a password, or for an account, and is the only one to be told.
 *
 * @param address whose mailbox it is; sealed for the contact, in Base64
 * @param link where the password is chosen, by whoever has it; sealed for the contact, in Base64
 * @param endsAt from then on the link opens nothing
 * @param language in which it is written, as an IETF tag
 * @param occasion why
 */
public record PasswordLinkNews(
        ContactId contact, String address, String link, Instant endsAt, String language, Occasion occasion)
        implements News {

    /** Why somebody gets a link. */
    public enum Occasion {
        /** A contact asked for a password. */
        FORGOTTEN,
        /** A parent asked for an account. */
        REGISTRATION,
        /** A parent asked for an account, and is a contact. */
        REGISTERED_ALREADY,
        /** The same, but nobody chooses a password by mail for this address. */
        ASK_THE_OFFICE,
        /** Somebody was invited as an administrator. */
        INVITATION
    }

    /** A mail of an older version, which wrote no others, is in English and of a contact who forgot a password. */
    public PasswordLinkNews {
        language = Objects.requireNonNullElse(language, Locale.ENGLISH.getLanguage());
        occasion = Objects.requireNonNullElse(occasion, Occasion.FORGOTTEN);
    }

    @Override
    public MailTemplate template() {
        return MailTemplate.PASSWORD_LINK;
    }
}
