package com.pickatime.contacts.adoption;

import com.pickatime.contacts.adoption.MatchPerson.Name;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Something that two contacts of one person have in common.
 *
 * @param content what it is, with each part's length before it so that no two mean the same by chance
 */
record MatchKey(MatchRole role, MatchRule rule, ByteBuffer content) {

    static MatchKey of(MatchRole role, MatchRule rule, String text) {
        return of(role, rule, text.getBytes(StandardCharsets.UTF_8));
    }

    static MatchKey of(MatchRole role, MatchRule rule, Name name, String text) {
        return of(role, rule, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static MatchKey of(MatchRole role, MatchRule rule, Name name, byte[] bytes) {
        return of(role, rule, name.given().bytes(), name.family().bytes(), bytes);
    }

    private static MatchKey of(MatchRole role, MatchRule rule, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(part -> {
            content.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
            content.writeBytes(part);
        });
        return new MatchKey(role, rule, ByteBuffer.wrap(content.toByteArray()));
    }

    /** What stands for it in the store, where nobody reads a name or an address in it: 22 characters behind the rule's number. */
    String hashed(BusinessId business, KeyedHash hash) {
        var head = ("match:" + business + ':' + role + ':' + rule + ':').getBytes(StandardCharsets.UTF_8);
        var all = ByteBuffer.allocate(head.length + content.remaining())
                .put(head)
                .put(content.duplicate())
                .array();
        return rule.ordinal() + Base64.getUrlEncoder().withoutPadding().encodeToString(hash.of(all));
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "MatchKey[" + role + ", " + rule + "]";
    }
}
