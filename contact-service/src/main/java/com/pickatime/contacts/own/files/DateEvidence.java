package com.pickatime.contacts.own.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a file's dates are in the order that its loader named. */
public final class DateEvidence {

    private static final int NAMED = 10;

    private final DateOrder order;
    private final List<Long> against = new ArrayList<>();
    private long contradicting;
    private long proving;
    private long open;

    DateEvidence(DateOrder order) {
        this.order = order;
    }

    void add(DateOrder.Reading reading, long line) {
        if (reading.contradicts()) {
            contradicting++;
            if (against.size() < NAMED) {
                against.add(line);
            }
        } else if (reading.proves()) {
            proving++;
        } else if (reading.isOpen()) {
            open++;
        }
    }

    /**
     * What speaks against loading the file, or empty.
     *
     * @param accepted whether the loader knows that every date can be read in both orders
     */
    public Optional<FilesRefusedException> objection(boolean accepted) {
        if (contradicting > 0) {
            return Optional.of(new FilesRefusedException(
                    "OTHER_DATE_ORDER",
                    "%d security values of the Student file are dates only as %s, and you said %s. They are in the lines %s%s. %s"
                            .formatted(
                                    contradicting,
                                    order.other().inWords(),
                                    order.inWords(),
                                    against.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                                    contradicting > against.size() ? " and further ones" : "",
                                    proving == 0
                                            ? "If the whole file is so, load it again with dateOrder=" + order.other()
                                                    + "."
                                            : "%d others are dates only as %s: correct the lines that are not."
                                                    .formatted(proving, order.inWords()))));
        }
        return open == 0 || proving > 0 || accepted
                ? Optional.empty()
                : Optional.of(new FilesRefusedException(
                        "BOTH_DATE_ORDERS",
                        "All %d security values of the Student file that the order makes a difference to are dates in both orders, so nothing shows that %s is right. Compare one with a birth date that you know; if it is right, load the file again with ambiguousDates=accepted, and else with dateOrder=%s."
                                .formatted(open, order.inWords(), order.other())));
    }
}
