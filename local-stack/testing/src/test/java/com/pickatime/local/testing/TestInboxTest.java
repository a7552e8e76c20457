package com.pickatime.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestInboxTest {

    @Test
    void isOneForAllOrOneForTheCaller() {
        try (var own = TestInbox.start()) {
            assertThat(TestInbox.shared()).isSameAs(TestInbox.shared()).isNotSameAs(own);
            assertThat(own.smtpPort()).isNotEqualTo(TestInbox.shared().smtpPort());
            assertThat(own.mails()).isEmpty();
        }
    }
}
