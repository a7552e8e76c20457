package com.pickatime.sso.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.signin.response.SignInRefusal;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Short codes by which somebody at the school finds in the log why a person was refused, without anything personal. */
final class SupportCodes {

    private static final Logger log = LoggerFactory.getLogger(SupportCodes.class);

    /** Nothing that is mistaken for another when read out. */
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final int LENGTH = 8;

    private SupportCodes() {}

    /** Logs the refusal and returns the code that stands beside it. */
    static String log(BusinessId businessId, SignInRefusal reason) {
        var code = ThreadLocalRandom.current()
                .ints(LENGTH, 0, LETTERS.length())
                .collect(
                        StringBuilder::new,
                        (text, letter) -> text.append(LETTERS.charAt(letter)),
                        StringBuilder::append)
                .insert(LENGTH / 2, '-')
                .toString();
        log.info("business={} sign-in refused: {} support={}", businessId, reason.code(), code);
        return code;
    }
}
