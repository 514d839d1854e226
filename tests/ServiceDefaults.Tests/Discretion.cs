using System.Net;
using CrmPlatform.ServiceDefaults.Telemetry;
using CrmPlatform.Testing;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>X6: an exception that quotes data is logged without its words.</summary>
public sealed class Discretion
{
    private const string Canary = "wharfinger@example.com";

    public static TheoryData<string> Talkative => ["duplicate key", "too long", "format", "key", "range", "twice", "word", "aggregate"];

    [Theory]
    [MemberData(nameof(Talkative))]
    public async Task What_an_exception_quotes_is_in_no_log_and_where_it_happened_is(string kind)
    {
        var capture = new LogCapture();
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, customise: builder => builder.Logging.AddProvider(capture));
        var thrown = Thrown(kind);
        Assert.Contains(Canary, thrown.ToString(), StringComparison.Ordinal);
        maker.Services.GetRequiredService<ILogger<Discretion>>().LogError(thrown, "It failed");
        var entry = Assert.Single(capture.Entries, entry => entry.Contains("It failed", StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, entry, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), entry, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_failed_on_our_side_is_logged_with_its_route()
    {
        var capture = new LogCapture();
        await using var maker = await ServiceUnderTest.StartAsync(Bench.Maker, customise: builder => builder.Logging.AddProvider(capture));
        using var mia = maker.As("mia", "sales");
        (await mia.PostAsync("/api/v1/things", new { name = "fail after saving" })).Expect(HttpStatusCode.InternalServerError);
        Assert.Contains(capture.Entries, entry => entry.Contains("POST /api/v1/things/ failed", StringComparison.Ordinal) && entry.Contains("Too late.", StringComparison.Ordinal));
    }

    [Fact]
    public void What_quotes_nothing_is_told_whole()
    {
        foreach (var harmless in new Exception[] { new DbUpdateException("Not saved", new TimeoutException("The lock was not given in time")), new ArgumentNullException("customer") })
            Assert.Same(harmless, DiscreetLogs.Told(harmless));
        Assert.Contains("SqlException 2601", DiscreetLogs.Told(new DbUpdateException("Not saved", Server(2601)))!.ToString(), StringComparison.Ordinal);
        Assert.Null(DiscreetLogs.Told(null));
    }

    private static Exception Thrown(string kind)
    {
        try
        {
            throw kind switch
            {
                "duplicate key" => new DbUpdateException("Not saved", Server(2601)),
                "too long" => new InvalidOperationException("It did not fit", new DbUpdateException("Not saved", Server(2628))),
                "key" => new KeyNotFoundException($"The given key '{Canary}' was not present in the dictionary."),
                "range" => new ArgumentOutOfRangeException(nameof(kind), Canary, "No."),
                // These two as the framework words them.
                "twice" => Assert.Throws<ArgumentException>(() => new Dictionary<string, int> { [Canary] = 1 }.Add(Canary, 2)),
                "word" => Assert.Throws<ArgumentException>(() => Enum.Parse<DayOfWeek>(Canary)),
                "aggregate" => new AggregateException(new TimeoutException("Late"), new FormatException($"'{Canary}' is no number.")),
                _ => new FormatException($"The input string '{Canary}' was not in a correct format."),
            };
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    /// <summary>What the client of SQL Server throws; it lets nobody make one.</summary>
    private static SqlException Server(int number)
    {
        const System.Reflection.BindingFlags inside = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static;
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), inside, null, null, null)!;
        var constructor = typeof(SqlError).GetConstructors(inside).OrderBy(c => c.GetParameters().Length).First();
        var error = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.Name switch
        {
            "infoNumber" => number,
            "errorMessage" => $"The duplicate key value is ({Canary}).",
            _ when parameter.ParameterType == typeof(string) => "",
            _ => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null,
        })]);
        typeof(SqlErrorCollection).GetMethod("Add", inside)!.Invoke(errors, [error]);
        var create = typeof(SqlException).GetMethods(inside).Where(m => m.Name == "CreateException").OrderBy(m => m.GetParameters().Length).First(m => m.GetParameters()[0].ParameterType == typeof(SqlErrorCollection));
        return (SqlException)create.Invoke(null, [.. create.GetParameters().Select((parameter, i) => i == 0 ? errors : parameter.ParameterType == typeof(string) ? "16" : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null)])!;
    }
}
