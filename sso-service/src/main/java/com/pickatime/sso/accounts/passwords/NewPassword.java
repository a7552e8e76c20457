package com.pickatime.sso.accounts.passwords;

import java.util.List;

/**
 * A password that somebody wants to have.
 *
 * @param repeated what was typed the second time
 * @param email whose it will be
 * @param personal further words that others know of this person or place, and would try first
 */
public record NewPassword(String password, String repeated, String email, List<String> personal) {

    public NewPassword {
        personal = List.copyOf(personal);
    }

    @Override
    public String toString() {
        return "NewPassword";
    }
}
