package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The greeting byte by byte, without a driver that would try another one. */
class StoreGreetingIT {

    private static final int OP_MSG = 2013;
    private static final int HEADER = 16;
    private static final int FLAGS = 4;
    private static final int KIND = 1;
    /** What PyMongo 4.20 and the npm driver 7.9 ask for at least: MongoDB 4.4. */
    private static final int OLDEST_WIRE_VERSION = 9;

    private LocalStore store;

    @BeforeEach
    void start() {
        store = LocalStore.start(Optional.empty(), 0);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "isMaster", "ismaster"})
    void answersThatItTakesWrites(String command) throws IOException {
        var answer = ask(command);

        assertThat(answer.getNumber("ok").intValue()).isEqualTo(1);
        assertThat(answer.getBoolean("isWritablePrimary").getValue()).isTrue();
        assertThat(answer.getBoolean("helloOk").getValue()).isTrue();
        assertThat(answer.containsKey("ismaster")).isEqualTo(!command.equals("hello"));
        assertThat(answer.getInt32("maxWireVersion").getValue()).isGreaterThanOrEqualTo(OLDEST_WIRE_VERSION);
        assertThat(answer.getInt32("minWireVersion").getValue()).isLessThanOrEqualTo(OLDEST_WIRE_VERSION);
        assertThat(answer.getInt32("maxBsonObjectSize").getValue()).isEqualTo(16 << 20);
        assertThat(answer.containsKey("localTime")).isTrue();
    }

    /** A driver that reads one of these opens sessions, or looks for the other members of a replica set. */
    @ParameterizedTest
    @ValueSource(strings = {"logicalSessionTimeoutMinutes", "setName", "hosts", "msg"})
    void promisesNothingThatItHasNot(String field) throws IOException {
        assertThat(ask("hello").containsKey(field)).isFalse();
    }

    private BsonDocument ask(String command) throws IOException {
        var body = new BsonDocument(command, new BsonInt32(1)).append("$db", new BsonString("admin"));
        var bytes = new RawBsonDocument(body, new BsonDocumentCodec()).getByteBuffer();
        var uri = URI.create(store.connectionString());
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            var length = HEADER + FLAGS + KIND + bytes.remaining();
            var message = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            message.putInt(length).putInt(1).putInt(0).putInt(OP_MSG).putInt(0).put((byte) 0);
            message.put(bytes.array(), 0, bytes.remaining());
            socket.getOutputStream().write(message.array());
            return read(new DataInputStream(socket.getInputStream()));
        }
    }

    private static BsonDocument read(DataInputStream in) throws IOException {
        var length = Integer.reverseBytes(in.readInt());
        var rest = new byte[length - Integer.BYTES];
        in.readFully(rest);
        var skipped = HEADER - Integer.BYTES + FLAGS + KIND;
        return new RawBsonDocument(rest, skipped, rest.length - skipped);
    }
}
