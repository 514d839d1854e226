using CrmPlatform.ServiceDefaults.Files;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Customers.Tests.Privacy;

/// <summary>A store whose next file of a kind halts where a test wants it to, so that something else can happen in between.</summary>
public sealed class HaltingFiles : IFileStore
{
    private IFileStore inner = null!;
    private Halt? next;

    /// <summary>Puts itself in front of the store a service has.</summary>
    public void PutBefore(IServiceCollection services)
    {
        var own = services.Single(service => service.ServiceType == typeof(IFileStore));
        services.Remove(own);
        services.AddSingleton<IFileStore>(provider =>
        {
            inner = (IFileStore)(own.ImplementationInstance ?? own.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!));
            return this;
        });
    }

    /// <summary>The next file with this ending halts at its so-manyth flush; with 0, when it is closed.</summary>
    public Halt HaltAt(string ending, int flush) => next = new Halt(ending, flush);

    public Task WriteAsync(string name, Stream content, CancellationToken cancellationToken) => inner.WriteAsync(name, content, cancellationToken);

    public Stream OpenAppend(string name, long length)
    {
        var file = inner.OpenAppend(name, length);
        if (next is not { } halt || !name.EndsWith(halt.Ending, StringComparison.Ordinal)) return file;
        next = null;
        return new HaltingStream(file, halt);
    }

    public Stream OpenChange(string name) => inner.OpenChange(name);

    public Stream OpenRead(string name) => inner.OpenRead(name);

    public bool Exists(string name) => inner.Exists(name);

    public void Delete(string name) => inner.Delete(name);

    public sealed class Halt(string ending, int flush)
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int flushed;

        public string Ending => ending;

        public Task Reached => reached.Task.WaitAsync(TimeSpan.FromMinutes(2));

        public void GoOn() => released.TrySetResult();

        internal Task FlushedAsync() => flush > 0 && Interlocked.Increment(ref flushed) == flush ? HereAsync() : Task.CompletedTask;

        internal Task ClosedAsync() => flush == 0 ? HereAsync() : Task.CompletedTask;

        private Task HereAsync()
        {
            reached.TrySetResult();
            return released.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
    }

    private sealed class HaltingStream(Stream inner, Halt halt) : Stream
    {
        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override void Flush() => inner.Flush();

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            await inner.FlushAsync(cancellationToken);
            await halt.FlushedAsync();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            await halt.ClosedAsync();
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
