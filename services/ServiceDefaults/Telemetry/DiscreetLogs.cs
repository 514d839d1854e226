using CsvHelper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Telemetry;

/// <summary>
/// X6: logs say what happened to which id, and nothing of a person. Our own sentences take care of that themselves; here is seen to what
/// others write: request lines with their queries, and exceptions that quote the value they did not like.
/// </summary>
internal static class DiscreetLogs
{
    /// <summary>Every statement and every request is in the traces; in the logs they are told to whoever sets these to Information.</summary>
    private static readonly Dictionary<string, string?> Quiet = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
    };

    public static void AddDiscreetLogs(this WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Quiet });
        // A query may be a name or a phone number. Traces tell of every request, with the query left out.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Warning);
        // A path may be the link of a survey, a status or a calendar.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Routing.Matching", LogLevel.Warning);
        // Entity Framework writes the whole exception into its sentence. Whoever catches it logs it too, below.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.Critical);
        builder.Services.AddSingleton<LoggerFactory>();
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new Factory(provider.GetRequiredService<LoggerFactory>())));
    }

    /// <summary>The exception itself, or one that tells the same without the messages that quote data.</summary>
    internal static Exception? Told(Exception? failure) => failure is not null && Chain(failure).Any(Quotes) ? new ToldException(failure) : failure;

    private static bool Quotes(Exception failure) => failure switch
    {
        // A duplicate key, a value that was too long, too large or of another kind: SQL Server quotes it.
        SqlException server => server.Number is 2601 or 2627 or 2628 or 8152 or 220 or 232 or 244 or 245 or 248,
        ArgumentNullException => false,
        // A key that was there already, a word that is none of an enum: the framework quotes what it was given.
        FormatException or KeyNotFoundException or ArgumentException or CsvHelperException => true,
        // What a mail server answers has the address in it more often than not.
        _ => failure.GetType().Namespace is { } home && (home.StartsWith("MailKit", StringComparison.Ordinal) || home.StartsWith("MimeKit", StringComparison.Ordinal)),
    };

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        yield return failure;
        var inner = failure is AggregateException many ? many.InnerExceptions : (failure.InnerException is { } one ? [one] : (IEnumerable<Exception>)[]);
        foreach (var deeper in inner.SelectMany(Chain)) yield return deeper;
    }

    /// <summary>Where it happened and of what kind it was.</summary>
    private sealed class ToldException(Exception failure) : Exception($"{failure.GetType().Name} (its message may quote data and is left out)")
    {
        public override string? StackTrace => failure.StackTrace;

        public override string ToString() => string.Join("\n ---> ", Chain(failure).Select(one =>
            $"{one.GetType().FullName}{(one is SqlException server ? $" {server.Number}" : "")}: {(Chain(one).Any(Quotes) ? "(message left out)" : one.Message)}\n{one.StackTrace}"));
    }

    private sealed class Factory(LoggerFactory inner) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new Discreet(inner.CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Discreet(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, Told(exception), formatter);
    }
}
