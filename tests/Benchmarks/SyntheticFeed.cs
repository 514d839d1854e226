using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Benchmarks;

/// <summary>
/// A Customers service that is its feed alone: so many customers, then so many orders of one line, each made from its position when it
/// is asked for, so that ten million of them need no memory. Order and content are the same at every reading. It is empty until
/// <see cref="Open"/>.
/// </summary>
internal sealed class SyntheticFeed(long customers, long purchases) : IAsyncDisposable
{
    public static readonly Guid Epoch = new("7d444840-9dc0-11d1-b245-5ffdce74fad2");

    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string CustomerType = WireName.Of(typeof(CustomerChanged));
    private static readonly string PurchaseType = WireName.Of(typeof(PurchaseRecorded));

    private WebApplication? app;
    private long end;
    private long asked;
    private long askedAfter = -1;

    public string Url { get; private set; } = "";

    /// <summary>The last position there is.</summary>
    public long End => Interlocked.Read(ref end);

    /// <summary>How often it has been asked.</summary>
    public long Asked => Interlocked.Read(ref asked);

    /// <summary>Where the last request wanted to go on.</summary>
    public long AskedAfter => Interlocked.Read(ref askedAfter);

    /// <summary>All that was announced is there from now on.</summary>
    public void Open() => Interlocked.Exchange(ref end, customers + purchases);

    /// <summary>So many further orders happen now.</summary>
    public void Grow(long more) => Interlocked.Add(ref end, more);

    public static Guid CustomerId(long number) => Id(2, number);

    public static async Task<SyntheticFeed> StartAsync(long customers, long purchases)
    {
        var feed = new SyntheticFeed(customers, purchases);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Ports.Free()}");
        builder.Logging.ClearProviders();
        feed.app = builder.Build();
        feed.app.MapGet("/internal/events", feed.AnswerAsync);
        await feed.app.StartAsync();
        feed.Url = feed.app.Urls.First();
        return feed;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, long after, int limit, int wait)
    {
        Interlocked.Exchange(ref askedAfter, after);
        Interlocked.Increment(ref asked);
        var last = Math.Min(End, after + limit);
        if (last <= after && wait > 0) await Task.Delay(TimeSpan.FromSeconds(Math.Min(wait, 2)), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Response.ContentType = "application/json";
        var body = context.Response.BodyWriter;
        Write(body, $$"""{"epoch":"{{Epoch}}","next":{{Math.Max(after, last)}},"end":{{End}},"events":[""");
        for (var position = after + 1; position <= last; position++)
        {
            Write(body, $$"""{{(position > after + 1 ? "," : "")}}{"position":{{position}},"id":"{{Id(1, position)}}","type":"{{(position <= customers ? CustomerType : PurchaseType)}}","at":"2026-01-01T00:00:00Z","traceParent":null,"payload":"{""");
            if (position <= customers) WriteCustomer(body, position);
            else WritePurchase(body, position);
            Write(body, $$"""}"}""");
            if (position % 500 == 0) await body.FlushAsync(context.RequestAborted);
        }
        Write(body, $"]}}");
        await body.FlushAsync(context.RequestAborted);
    }

    // As bytes at once: what makes the events is measured with what takes them in.
    private static void Write(PipeWriter body, [InterpolatedStringHandlerArgument(nameof(body))] ref Piece piece) => body.Advance(piece.Length);

    [InterpolatedStringHandler]
    private ref struct Piece
    {
        private Utf8.TryWriteInterpolatedStringHandler text;
        private readonly Span<byte> room;

        public Piece(int literals, int values, PipeWriter body)
        {
            room = body.GetSpan(4096);
            text = new(literals, values, room, CultureInfo.InvariantCulture, out _);
        }

        public int Length => Utf8.TryWrite(room, CultureInfo.InvariantCulture, ref text, out var length) ? length : throw new InvalidOperationException("An event is too long.");

        public void AppendLiteral(string value) => text.AppendLiteral(value);

        public void AppendFormatted<T>(T value, string? format = null) => text.AppendFormatted(value, format);
    }

    // In the order of time, as version-7 ids are.
    private static Guid Id(int kind, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(bytes, kind);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        return new Guid(bytes, bigEndian: true);
    }

    // The payload is JSON within JSON.
    private static void WriteCustomer(PipeWriter body, long number) => Write(body, $$"""
        \"customerId\":\"{{CustomerId(number)}}\",\"version\":1,\"kind\":\"organisation\",\"role\":\"demander\",\"channel\":\"end-customer\",\"name\":\"Customer {{number}}\",\"phone\":null,\"email\":null,\"ownerId\":\"p{{number % 50}}\",\"team\":\"t{{number % 10}}\",\"grade\":\"ordinary\",\"stage\":\"mature\",\"class\":\"C\",\"maturity\":\"current\",\"heat\":\"low\",\"zone\":null,\"isProblem\":false,\"status\":\"active\",\"mergedInto\":null,\"language\":\"en\",\"source\":\"web\",\"referredBy\":null,\"city\":null,\"region\":null,\"country\":null,\"latitude\":null,\"longitude\":null,\"tags\":[],\"createdAt\":\"2024-01-01T00:00:00Z\",\"imported\":true
        """);

    private void WritePurchase(PipeWriter body, long position)
    {
        // A fixed scramble: neighbours in the feed are neither neighbours in time nor of one customer.
        var mixed = (ulong)position * 0x9E3779B97F4A7C15UL;
        mixed ^= mixed >> 29;
        var customer = 1 + (long)(mixed % (ulong)customers);
        var at = First.AddMinutes((mixed >> 20) % (900UL * 24 * 60));
        var amount = 100 + (mixed >> 40) % 100_000;
        Write(body, $$"""
            \"customerId\":\"{{CustomerId(customer)}}\",\"orderNumber\":\"O{{position}}\",\"orderedAt\":\"{{at:O}}\",\"currency\":\"CNY\",\"baseCurrency\":\"CNY\",\"lines\":[{\"ordinal\":1,\"product\":\"P{{mixed % 500}}\",\"quantity\":1,\"amountMinor\":{{amount}},\"baseAmountMinor\":{{amount}},\"baseCostMinor\":{{amount / 2}}}],\"imported\":true
            """);
    }
}
