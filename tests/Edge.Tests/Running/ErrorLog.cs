using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.Edge.Tests.Running;

/// <summary>Keeps what the house logs as an error, by the trace it happened in, so that a failed walk tells why.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<string, string> byTrace = new();

    public string? Of(string? traceId) => traceId is not null && byTrace.TryGetValue(traceId, out var error) ? error : null;

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || exception is null || Activity.Current is not { } activity) return;
        var text = exception.ToString();
        byTrace[activity.TraceId.ToHexString()] = text.Length > 2500 ? text[..2500] : text;
    }

    public void Dispose()
    {
    }
}
