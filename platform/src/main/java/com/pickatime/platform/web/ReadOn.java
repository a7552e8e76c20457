package com.pickatime.platform.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Asks for the next request of a kept-alive connection after each answer.
 *
 * <p>Reactor Netty 1.3.6 to 1.3.8 forget to when a request came in before the one ahead of it had ended (their issue 4361):
 * the connection is then never read again. Asking twice does no harm.
 */
final class ReadOn extends ChannelOutboundHandlerAdapter {

    /** What Reactor Netty puts on the event loop at the end of a request comes first. */
    private static final int TURNS = 4;

    static HttpServer in(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) -> {
            if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, ReadOn.class.getName(), new ReadOn());
            }
        });
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent) {
            context.write(message, promise.unvoid().addListener(written -> readAfter(TURNS, context)));
        } else {
            context.write(message, promise);
        }
    }

    private static void readAfter(int turns, ChannelHandlerContext context) {
        if (turns == 0) {
            context.read();
        } else {
            context.executor().execute(() -> readAfter(turns - 1, context));
        }
    }
}
