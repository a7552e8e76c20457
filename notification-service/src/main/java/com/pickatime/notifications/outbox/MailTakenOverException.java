package com.pickatime.notifications.outbox;

import com.pickatime.notifications.news.MailId;

/** Another instance has claimed a mail while this one was sending it. */
final class MailTakenOverException extends RuntimeException {

    MailTakenOverException(MailId mail) {
        super("mail " + mail + " was claimed by another instance; is notifications.mail.lease too short?");
    }
}
