using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace CrmPlatform.Standalone;

/// <summary>
/// Connections between hosts of this process that need no socket. Whoever listens at a loopback port is found here as well, so the gateway
/// reaches the services by memory: what it writes is read at once and on the same thread, where a socket would wake two more on the way there
/// and two on the way back. Everything above the connection, HTTP itself included, is as it is between machines.
/// </summary>
internal sealed class InProcessConnections
{
    private readonly ConcurrentDictionary<int, Listener> listening = new();

    /// <summary>The host's ports are open to the neighbours in this process too.</summary>
    public void OpenTo(WebApplicationBuilder host) =>
        host.Services.AddSingleton<IConnectionListenerFactory>(services => new Factory(this, new SocketTransportFactory(
            services.GetRequiredService<IOptions<SocketTransportOptions>>(), services.GetRequiredService<ILoggerFactory>())));

    /// <summary>The gateway takes this way to every service that is found here, and a socket to all others.</summary>
    public void UseFor(WebApplicationBuilder gateway) => gateway.Services.AddSingleton<IForwarderHttpClientFactory>(new Client(this));

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint to, CancellationToken cancellationToken)
    {
        if (to.Host == IPAddress.Loopback.ToString() && listening.TryGetValue(to.Port, out var listener) && listener.Connect() is { } stream) return stream;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Client(InProcessConnections connections) : ForwarderHttpClientFactory
    {
        protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
        {
            base.ConfigureHandler(context, handler);
            handler.ConnectCallback = (to, cancellationToken) => connections.ConnectAsync(to.DnsEndPoint, cancellationToken);
        }
    }

    private sealed class Factory(InProcessConnections connections, SocketTransportFactory sockets) : IConnectionListenerFactory, IConnectionListenerFactorySelector
    {
        public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

        public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            var listener = new Listener(connections, await sockets.BindAsync(endpoint, cancellationToken));
            connections.listening[listener.Port] = listener;
            return listener;
        }
    }

    /// <summary>Takes what comes by the socket and what comes from this process, whichever is first.</summary>
    private sealed class Listener(InProcessConnections connections, IConnectionListener socket) : IConnectionListener
    {
        private readonly Channel<Connection> neighbours = Channel.CreateUnbounded<Connection>();
        private Task<ConnectionContext?>? fromSocket;
        private Task<bool>? fromNeighbours;

        public EndPoint EndPoint => socket.EndPoint;

        public int Port => ((IPEndPoint)EndPoint).Port;

        public Stream? Connect()
        {
            var called = new Connection(EndPoint);
            return neighbours.Writer.TryWrite(called) ? called.Caller : null;
        }

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                if (neighbours.Reader.TryRead(out var neighbour)) return neighbour;
                fromSocket ??= socket.AcceptAsync(CancellationToken.None).AsTask();
                fromNeighbours ??= neighbours.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
                var first = await Task.WhenAny(fromSocket, fromNeighbours).WaitAsync(cancellationToken);
                if (first == fromNeighbours && await fromNeighbours)
                {
                    fromNeighbours = null;
                    continue;
                }
                // The socket's word that it takes no more is the word for both.
                var accepted = await fromSocket;
                fromSocket = null;
                return accepted;
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            Close();
            return socket.UnbindAsync(cancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            Close();
            return socket.DisposeAsync();
        }

        private void Close()
        {
            connections.listening.TryRemove(new(Port, this));
            neighbours.Writer.TryComplete();
            // Nobody will answer them.
            while (neighbours.Reader.TryRead(out var waiting)) waiting.Caller.Dispose();
        }
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>The end of the host that listens. It closes, or is broken off, as a socket would: the other end notices at once.</summary>
    private sealed class Connection : DefaultConnectionContext
    {
        private readonly CancellationTokenSource closed = new();

        public Connection(EndPoint here) : base($"near-{Guid.CreateVersion7():N}")
        {
            var asked = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
            var answered = new Pipe(new PipeOptions(readerScheduler: new WhereItWasAsked(this), writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
            Transport = new End(asked.Reader, answered.Writer);
            Caller = new Calling(answered.Reader, asked.Writer, this);
            ConnectionClosed = closed.Token;
            LocalEndPoint = here;
            RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 0);
        }

        public Calling Caller { get; }

        public override void Abort(ConnectionAbortedException abortReason) => ThreadPool.UnsafeQueueUserWorkItem(_ => Caller.Dispose(), null);

        /// <summary>Whoever still works on a request of this connection is told, on a thread of their own.</summary>
        public void CallerIsGone() => _ = closed.CancelAsync();

        public override async ValueTask DisposeAsync()
        {
            await Transport.Input.CompleteAsync();
            await Transport.Output.CompleteAsync();
            await base.DisposeAsync();
        }
    }

    /// <summary>
    /// An answer that is ready before the question has been written to its end is read on the thread that writes. Any other is read on a thread of
    /// the pool: the host writes it under a lock of its own.
    /// </summary>
    private sealed class WhereItWasAsked(Connection connection) : PipeScheduler
    {
        public override void Schedule(Action<object?> action, object? state)
        {
            if (connection.Caller.IsWritingHere) action(state);
            else ThreadPool.Schedule(action, state);
        }
    }

    /// <summary>The end of the one who calls.</summary>
    private sealed class Calling(PipeReader input, PipeWriter output, Connection called) : Stream
    {
        /// <summary>Who is writing on this thread.</summary>
        [ThreadStatic]
        private static Calling? writing;

        private int closed;

        public bool IsWritingHere => writing == this;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                var read = await input.ReadAsync(cancellationToken);
                if (read.IsCanceled) throw new IOException("The connection was broken off.");
                var length = (int)Math.Min(buffer.Length, read.Buffer.Length);
                var taken = read.Buffer.Slice(0, length);
                taken.CopyTo(buffer.Span);
                input.AdvanceTo(taken.End);
                return length;
            }
            catch (InvalidOperationException over)
            {
                throw new IOException("The connection is closed.", over);
            }
        }

        /// <summary>What the host reads no more goes nowhere, as into the buffer of a socket: whether it has answered, or is gone, the reading tells.</summary>
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                await WriteHere(buffer, cancellationToken);
            }
            catch (InvalidOperationException over)
            {
                throw new IOException("The connection is closed.", over);
            }
        }

        private ValueTask<FlushResult> WriteHere(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
        {
            var before = writing;
            writing = this;
            try
            {
                return output.WriteAsync(buffer, cancellationToken);
            }
            finally
            {
                writing = before;
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && Interlocked.Exchange(ref closed, 1) == 0)
            {
                called.CallerIsGone();
                input.CancelPendingRead();
                input.Complete();
                // The host goes on with what it was waiting for: not here, where somebody waits for the end of this.
                ThreadPool.UnsafeQueueUserWorkItem(end => end.Complete(), output, preferLocal: false);
            }
            base.Dispose(disposing);
        }
    }
}
