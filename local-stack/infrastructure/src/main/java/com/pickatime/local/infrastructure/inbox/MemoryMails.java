package com.pickatime.local.infrastructure.inbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Mails that are gone with the process. */
final class MemoryMails implements Mails {

    private final List<byte[]> sources = new CopyOnWriteArrayList<>();

    @Override
    public void add(byte[] source) {
        sources.add(source);
    }

    @Override
    public List<String> ids() {
        return IntStream.rangeClosed(1, sources.size()).mapToObj(MailIds::of).toList();
    }

    @Override
    public Optional<MailSource> find(String id) {
        return MailIds.number(id)
                .filter(number -> number <= sources.size())
                .map(number -> new MailSource(id, sources.get(number - 1)));
    }
}
