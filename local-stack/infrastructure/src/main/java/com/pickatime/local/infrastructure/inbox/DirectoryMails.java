package com.pickatime.local.infrastructure.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Mails as {@code .eml} files, which any mail program opens. */
final class DirectoryMails implements Mails {

    private static final String SUFFIX = ".eml";

    private final Path directory;
    private final AtomicInteger last;

    private DirectoryMails(Path directory, int last) {
        this.directory = directory;
        this.last = new AtomicInteger(last);
    }

    static DirectoryMails open(Path directory) {
        try {
            Files.createDirectories(directory);
            var last = ids(directory).stream().mapToInt(Integer::parseInt).max().orElse(0);
            return new DirectoryMails(directory, last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Under its name only once it is whole, so that a kill leaves no half mail. */
    @Override
    public synchronized void add(byte[] source) {
        try {
            var incoming = Files.write(directory.resolve("incoming.tmp"), source);
            Files.move(incoming, file(MailIds.of(last.incrementAndGet())), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }

    @Override
    public List<String> ids() {
        return ids(directory);
    }

    private static List<String> ids(Path directory) {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(id -> MailIds.number(id).isPresent())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<MailSource> find(String id) {
        if (MailIds.number(id).isEmpty() || Files.notExists(file(id))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MailSource(id, Files.readAllBytes(file(id))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
