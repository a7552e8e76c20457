package com.pickatime.sso.saml.redirect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pickatime.sso.saml.messages.MessageRefusal;
import com.pickatime.sso.saml.messages.RefusedMessageException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, Deflate.MOST_BYTES})
    void expandsWhatItCompresses(int length) throws Exception {
        var plain = new byte[length];
        new Random(length).nextBytes(plain);

        assertThat(Deflate.expand(Deflate.compress(plain))).isEqualTo(plain);
    }

    @Test
    void stopsAtABombThatGrowsAThousandfold() {
        var bomb = Deflate.compress(new byte[64 * 1024 * 1024]);

        assertThat(bomb).hasSizeLessThan(70_000);
        assertThat(refusal(bomb)).isEqualTo(MessageRefusal.TOO_LARGE);
    }

    @Test
    void stopsOneBytePastTheLimit() {
        assertThat(refusal(Deflate.compress(new byte[Deflate.MOST_BYTES + 1]))).isEqualTo(MessageRefusal.TOO_LARGE);
    }

    @Test
    void refusesWhatEndsTooSoonOrTooLate() {
        var whole = Deflate.compress("<a>a message that goes on and on</a>".getBytes(UTF_8));

        assertThat(refusal(Arrays.copyOf(whole, whole.length - 3))).isEqualTo(MessageRefusal.MALFORMED);
        assertThat(refusal(Arrays.copyOf(whole, whole.length + 3))).isEqualTo(MessageRefusal.MALFORMED);
        assertThat(refusal(new byte[0])).isEqualTo(MessageRefusal.MALFORMED);
        assertThat(refusal("<a/>".getBytes(UTF_8))).isEqualTo(MessageRefusal.MALFORMED);
    }

    private static MessageRefusal refusal(byte[] compressed) {
        return catchThrowableOfType(RefusedMessageException.class, () -> Deflate.expand(compressed))
                .refusal();
    }
}
