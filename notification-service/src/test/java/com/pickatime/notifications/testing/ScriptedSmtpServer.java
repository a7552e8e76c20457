package com.pickatime.notifications.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** An SMTP server that takes letters, except where it was told what to answer instead; serves one client at a time. */
public final class ScriptedSmtpServer implements AutoCloseable {

    /** Instead of an answer: the server hangs up. */
    public static final String HANGS_UP = "";

    /** Instead of an answer: the server says nothing. */
    public static final String IS_SILENT = "silent";

    private static final Duration LONGEST_CONVERSATION = Duration.ofSeconds(2);

    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<MimeMessage> accepted = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::serve, "scripted-smtp");

    private ScriptedSmtpServer(ServerSocket socket) {
        this.socket = socket;
        thread.setDaemon(true);
    }

    public static ScriptedSmtpServer start() {
        try {
            var server = new ScriptedSmtpServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            server.thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a command that contains {@code part} so from now on; the end of a message's content is the command ".". */
    public ScriptedSmtpServer answer(String part, String answer) {
        answers.put(part, answer);
        return this;
    }

    /** Takes everything again. */
    public void relent() {
        answers.clear();
    }

    /** The letters taken, in order. */
    public List<MimeMessage> accepted() {
        return accepted;
    }

    /** A sender to this server that soon loses patience. */
    public JavaMailSender sender() {
        var sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(socket.getLocalPort());
        sender.getJavaMailProperties()
                .putAll(Map.of(
                        "mail.smtp.timeout", "1000",
                        "mail.smtp.connectiontimeout", "1000",
                        "mail.smtp.localhost", "localhost"));
        return sender;
    }

    /** On a busy machine one who still waits for clients takes another one after the socket is closed. */
    @Override
    public void close() {
        try {
            socket.close();
            thread.join(LONGEST_CONVERSATION.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                converse(client);
            } catch (IOException | MessagingException e) {
                // a client that hangs up, or the end of the test
            }
        }
    }

    private void converse(Socket client) throws IOException, MessagingException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        var out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8);
        out.print("220 scripted\r\n");
        out.flush();
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var answer = answerTo(line);
            if (answer.equals(HANGS_UP)) {
                return;
            }
            if (!answer.equals(IS_SILENT)) {
                out.print(answer + "\r\n");
                out.flush();
            }
            if (line.equals("DATA") && answer.startsWith("354")) {
                var content = content(in);
                var verdict = answerTo(".");
                if (verdict.startsWith("250")) {
                    accepted.add(parse(content));
                }
                if (verdict.equals(HANGS_UP)) {
                    accepted.add(parse(content));
                    return;
                }
                out.print(verdict + "\r\n");
                out.flush();
            }
        }
    }

    private String answerTo(String command) {
        return answers.entrySet().stream()
                .filter(scripted -> command.contains(scripted.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> usual(command));
    }

    private static String usual(String command) {
        if (command.equals("DATA")) {
            return "354 go ahead";
        }
        return command.equals("QUIT") ? "221 bye" : "250 ok";
    }

    private static String content(BufferedReader in) throws IOException {
        var content = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            content.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
        }
        return content.toString();
    }

    private static MimeMessage parse(String content) throws MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }
}
