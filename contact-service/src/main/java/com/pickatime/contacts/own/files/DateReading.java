package com.pickatime.contacts.own.files;

import java.time.LocalDate;

/** By what dates are read: the order that the loader named, and the last day that a birth date can be. */
record DateReading(DateOrder order, LocalDate today) {

    DateOrder.Reading read(String text) {
        return order.read(text, today);
    }
}
