package com.pickatime.local.infrastructure.inbox;

import com.pickatime.local.infrastructure.http.LoopbackServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server on the loopback address that delivers nothing: it keeps every mail and shows it on a web page. */
public final class LocalInbox implements AutoCloseable {

    private static final int LARGEST_MAIL = 25 << 20;

    private final SMTPServer smtp;
    private final LoopbackServer web;
    private final Mails mails;

    private LocalInbox(SMTPServer smtp, LoopbackServer web, Mails mails) {
        this.smtp = smtp;
        this.web = web;
        this.mails = mails;
    }

    /**
     * Starts an inbox that keeps each mail as a file in this directory, or in memory without one.
     *
     * @param smtpPort 0 for any free one
     * @param webPort 0 for any free one
     */
    public static LocalInbox start(Optional<Path> directory, int smtpPort, int webPort) {
        var mails = directory.<Mails>map(DirectoryMails::open).orElseGet(MemoryMails::new);
        var web = LoopbackServer.start(webPort, "mail-inbox", new InboxSite(mails));
        try {
            var smtp = smtpServer(mails, smtpPort);
            smtp.start();
            return new LocalInbox(smtp, web, mails);
        } catch (RuntimeException e) {
            web.close();
            throw e;
        }
    }

    private static SMTPServer smtpServer(Mails mails, int port) {
        return SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .maxMessageSize(LARGEST_MAIL)
                .messageHandlerFactory(context -> new Delivery(mails))
                .build();
    }

    /** Every mail, oldest first. */
    public List<Mail> mails() {
        return mails.ids().stream()
                .flatMap(id -> mails.find(id).stream())
                .map(MailSource::read)
                .toList();
    }

    /** Where to see the mails, without a slash at its end. */
    public String webUrl() {
        return web.url();
    }

    /** Where to send mails to, on 127.0.0.1. */
    public int smtpPort() {
        return smtp.getPortAllocated();
    }

    @Override
    public void close() {
        smtp.stop();
        web.close();
    }
}
