package com.pickatime.local.infrastructure.inbox;

import java.util.Optional;
import java.util.regex.Pattern;

/** Ids of mails: their number in the order they came, in digits that sort. */
final class MailIds {

    private static final Pattern ID = Pattern.compile("\\d{6,9}");

    private MailIds() {}

    static String of(int number) {
        return "%06d".formatted(number);
    }

    /** Empty for anything that no mail can have as its id. */
    static Optional<Integer> number(String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .map(Integer::valueOf)
                .filter(number -> number > 0);
    }
}
