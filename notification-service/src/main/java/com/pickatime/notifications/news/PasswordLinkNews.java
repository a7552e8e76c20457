package com.pickatime.notifications.news;

import com.pickatime.platform.ids.ContactId;
import java.time.Instant;

/**
 * Somebody asked for a way to choose a password, and is the only one to be told.
 *
 * @param address whose mailbox it is; sealed for the contact, in Base64
 * @param link where the password is chosen, by whoever has it; sealed for the contact, in Base64
 * @param endsAt from then on the link opens nothing
 */
public record PasswordLinkNews(ContactId contact, String address, String link, Instant endsAt) implements News {

    @Override
    public MailTemplate template() {
        return MailTemplate.PASSWORD_LINK;
    }
}
