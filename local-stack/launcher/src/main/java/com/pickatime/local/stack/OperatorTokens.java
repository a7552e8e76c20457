package com.pickatime.local.stack;

import com.pickatime.local.client.AccessTokens;
import com.pickatime.local.stack.data.Secrets;
import com.pickatime.local.stack.data.ServiceClient;
import com.pickatime.local.stack.data.StackException;
import java.net.URI;
import java.nio.file.Path;

/** The tokens of the person at the command line. */
public final class OperatorTokens {

    private OperatorTokens() {}

    /**
     * For the stack on {@code ports} whose data is in {@code data}, whether it runs in this process or another.
     *
     * @throws StackException if no stack was ever started there
     */
    public static AccessTokens of(StackPorts ports, Path data) {
        return new AccessTokens(
                URI.create("http://127.0.0.1:" + ports.ssoService()),
                ServiceClient.OPERATOR.id(),
                Secrets.of(ServiceClient.OPERATOR, data));
    }
}
