using System.Globalization;
using System.Net;
using System.Numerics;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>E8 over HTTP: a forecast is what one would reckon oneself from the opportunities one may see.</summary>
public sealed class ForecastOverHttp : IAsyncLifetime
{
    private const string Base = "CNY";
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);
    private static readonly Dictionary<string, long> Nano = new() { [Base] = 1_000_000_000, ["USD"] = 7_091_234_567, ["JPY"] = 46_512_345, ["KWD"] = 23_123_456_789 };

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private Neighbour customers = null!;
    private ServiceUnderTest service = null!;
    private ApiClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        customers = await Neighbour.StartAsync();
        service = await ServiceUnderTest.StartAsync(EngagementHost.Build,
            [$"--Services:customers:Url={customers.Url}", $"--Services:service:Url={customers.Url}", $"--Services:insights:Url={customers.Url}", "--Engagement:RoundInterval=00:00:00"],
            builder => builder.Services.AddSingleton<TimeProvider>(clock));
        admin = As("ada", "admin");
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await customers.DisposeAsync();
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task A_forecast_is_what_one_reckons_from_the_opportunities_one_sees(int seed)
    {
        var random = new Random(seed);
        var today = await SomeDealsAsync(random, 90);
        ApiClient[] callers = [admin, As("mei", "manager", "north"), As("wei", "sales", "north"), As("bo", "sales", "south"), As("zoe", "analyst")];
        foreach (var caller in callers)
        {
            var deals = await SeenAsync(caller);
            foreach (var by in new[] { "owner", "team", "total" })
            {
                await AgreesAsync(caller, deals, today, by, null, null);
                var from = today.AddDays(random.Next(-50, 20));
                await AgreesAsync(caller, deals, today, by, from, from.AddDays(random.Next(1, 300)));
                await AgreesAsync(caller, deals, today, by, null, today.AddDays(random.Next(1, 100)), pipeline: "tender");
                await AgreesAsync(caller, deals, today, by, today.AddMonths(-2), null, team: random.Next(2) == 0 ? "north" : "south");
                await AgreesAsync(caller, deals, today, by, null, null, owner: new[] { "wei", "lan", "bo" }[random.Next(3)]);
            }
        }
    }

    [Fact]
    public async Task What_is_read_for_a_forecast_does_not_grow_with_the_opportunities_and_comes_from_its_index()
    {
        await SomeDealsAsync(new Random(4), 12);
        var deal = (await admin.GetAsync("/api/v1/opportunities?limit=1")).Items[0];
        var before = await ReadAsync();
        for (var i = 0; i < 40; i++)
        {
            (await admin.PostAsync("/api/v1/opportunities", new
            {
                customerId = (Guid)deal["customerId"]!, title = "Tea", pipeline = "tender", currency = Base, ownerId = "wei", amountMinor = 1000 + i, probabilityPercent = i,
                expectedClose = DateOnly.FromDateTime(clock.GetUtcNow().Date).AddMonths(2).ToString("O", CultureInfo.InvariantCulture),
            })).Expect(HttpStatusCode.Created);
        }
        // One line more, and the one that looks whether there is another row behind it.
        Assert.InRange(await ReadAsync() - before, 0, 2);

        var plans = await SqlitePlans.OfFolderAsync(service.Folder.Path, async () =>
        {
            foreach (var by in new[] { "owner", "team", "total" }) (await admin.GetAsync($"/api/v1/forecast?by={by}")).Expect(HttpStatusCode.OK);
        });
        var asked = plans.Where(question => question.Key.Contains("\"Opportunities\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, asked.Count);
        Assert.All(asked.SelectMany(question => question.Value.Split('\n')).Where(step => step.StartsWith("SEARCH o", StringComparison.Ordinal) || step.StartsWith("SCAN o", StringComparison.Ordinal)),
            step => Assert.StartsWith("SEARCH", step, StringComparison.Ordinal));
        Assert.All(asked, question => Assert.Contains("IX_Opportunities_Forecast (State=? AND ClosedAt=? AND ExpectedMonth", question.Value, StringComparison.Ordinal));
        // What is open comes in the order in which it is added up.
        Assert.All(asked.Where(question => question.Key.Contains("GROUP BY", StringComparison.Ordinal)),
            question => Assert.DoesNotContain("GROUP BY", question.Value.Split("UNION ALL")[0], StringComparison.Ordinal));

        async Task<int> ReadAsync() => (await SqlitePlans.RowsReadAsync(service.Folder.Path, "\"Opportunities\"", async () => (await admin.GetAsync("/api/v1/forecast?by=team")).Expect(HttpStatusCode.OK))).Values.Sum();
    }

    /// <summary>Won at the end of one month and the beginning of the next, open, overdue, lost, without a date, without an amount, without a rate.</summary>
    private async Task<DateOnly> SomeDealsAsync(Random random, int count)
    {
        customers.Publish(EngagementFixture.Member("wei", "north", "mei"), EngagementFixture.Member("lan", "north", "mei"), EngagementFixture.Member("bo", "south"));
        var files = new[] { ("wei", "north"), ("lan", "north"), ("bo", "south"), ("lan", "south") }
            .Select(pair => EngagementFixture.File(Guid.CreateVersion7(), 1, pair.Item1, pair.Item2)).ToList();
        customers.Publish([.. files]);
        await Eventually.IsTrueAsync(() => TickAsync(async db => await db.AllCustomers.CountAsync() == files.Count && await db.Colleagues.CountAsync() == 3), "customers and colleagues to be known");
        var names = new { en = "Tender", zhHans = "招标", zhHant = "招標" };
        object Stage(string key, string kind, int probability) => new { key, kind, probabilityPercent = probability, names, required = Array.Empty<string>() };
        (await admin.PutAsync("/api/v1/pipelines/tender", new { names, stages = new[] { Stage("invited", "open", 35), Stage("won", "won", 100), Stage("lost", "lost", 0) } }, "*")).Expect(HttpStatusCode.OK);
        await RatesAsync([.. Nano.Where(rate => rate.Key != Base), new("CHF", 8_000_000_000)]);

        // A month of the organisation ends while it is still the same day in Greenwich.
        var utc = clock.GetUtcNow();
        var monthEnds = new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, Shanghai).AddMonths(2);
        var today = DateOnly.FromDateTime(monthEnds.DateTime);
        var half = count / 2;
        for (var i = 0; i < count; i++)
        {
            if (i is 0) clock.Advance(monthEnds.AddSeconds(-1) - clock.GetUtcNow());
            if (i == half) clock.Advance(monthEnds.AddSeconds(1) - clock.GetUtcNow());
            var opened = (await admin.PostAsync("/api/v1/opportunities", new
            {
                customerId = files[random.Next(files.Count)].CustomerId, title = "Tea", pipeline = random.Next(3) == 0 ? "direct-sale" : "tender", contactId = Guid.CreateVersion7(),
                currency = random.Next(2) == 0 ? Base : new[] { "USD", "JPY", "KWD", "CHF" }[random.Next(4)],
                ownerId = new[] { "wei", "lan", "bo" }[random.Next(3)],
                amountMinor = random.Next(8) switch { 0 => (long?)null, 1 => random.NextInt64(1_000_000_000_000), 2 => 50, _ => random.Next(1, 20_000) },
                probabilityPercent = random.Next(3) == 0 ? (int?)null : random.Next(101),
                expectedClose = random.Next(9) == 0 ? null : today.AddDays(random.Next(4) == 0 ? random.Next(-70, 2) : random.Next(400)).ToString("O", CultureInfo.InvariantCulture),
            })).Expect(HttpStatusCode.Created);
            if ((string?)opened["pipeline"] != "tender") continue;
            if (random.Next(3) == 0) (await admin.ActAsync($"/api/v1/opportunities/{opened.Id}/stage", new { stage = random.Next(3) == 0 ? "lost" : "won" }, opened.ETag)).Expect(HttpStatusCode.OK);
        }
        // What was entered while there was a rate stays when it is withdrawn.
        await RatesAsync([.. Nano.Where(rate => rate.Key != Base)]);
        return today;
    }

    private async Task RatesAsync(IReadOnlyList<KeyValuePair<string, long>> rates) => (await admin.PutAsync("/api/v1/forecast/rates", new
    {
        rates = rates.Select(rate => new { currency = rate.Key, from = "2020-01-01", nano = rate.Value }),
    }, "*")).Expect(HttpStatusCode.OK);

    private static async Task AgreesAsync(
        ApiClient caller, IReadOnlyList<Seen> deals, DateOnly today, string by, DateOnly? from, DateOnly? before, string? pipeline = null, string? team = null, string? owner = null)
    {
        var (first, last) = (from ?? new DateOnly(today.Year, today.Month, 1), before);
        last ??= first.AddMonths(12);
        var asked = deals.Where(deal => (pipeline is null || deal.Pipeline == pipeline) && (team is null || deal.Team == team) && (owner is null || deal.Owner == owner)).ToList();
        var within = asked.Where(deal => deal.Close is { } close && close < last && (close >= first || (deal.Open && from is null)) && (deal.Open || deal.Won)).ToList();
        var expected = within.Where(deal => Nano.ContainsKey(deal.Currency))
            .GroupBy(deal => (Month: new DateOnly(deal.Close!.Value.Year, deal.Close.Value.Month, 1), Team: by == "total" ? null : deal.Team, Owner: by == "owner" ? deal.Owner : null))
            .OrderBy(line => line.Key.Month).ThenBy(line => line.Key.Team, StringComparer.Ordinal).ThenBy(line => line.Key.Owner, StringComparer.Ordinal)
            .Select(line => string.Join(' ', line.Key, line.Count(d => d.Open), line.Where(d => d.Open).Sum(d => d.InBase(100)), line.Where(d => d.Open).Sum(d => d.InBase(d.Percent)),
                line.Count(d => d.Won), line.Where(d => d.Won).Sum(d => d.InBase(100)), line.Count(d => d.Open && d.Close < today)));
        var query = string.Join('&', new[]
        {
            $"by={by}", Part("from", from?.ToString("O", CultureInfo.InvariantCulture)), Part("before", before?.ToString("O", CultureInfo.InvariantCulture)), Part("pipeline", pipeline), Part("team", team),
            Part("ownerId", owner),
        }.Where(part => part is not null));
        var forecast = (await caller.GetAsync($"/api/v1/forecast?{query}")).Expect(HttpStatusCode.OK);
        var lines = forecast["lines"]!.AsArray().Select(line => string.Join(' ',
            (Month: DateOnly.Parse((string)line!["month"]!, CultureInfo.InvariantCulture), Team: (string?)line["team"], Owner: (string?)line["ownerId"]),
            (int)line["openDeals"]!, (long)line["openMinor"]!, (long)line["weightedMinor"]!, (int)line["wonDeals"]!, (long)line["wonMinor"]!, (int)line["overdue"]!));
        Assert.Equal(expected, lines);
        Assert.Equal(asked.Where(deal => deal is { Open: true, Close: null }).Select(deal => deal.Id).Order(), forecast["undated"]!.AsArray().Select(id => (Guid)id!));
        Assert.Equal(within.Where(deal => !Nano.ContainsKey(deal.Currency)).Select(deal => deal.Id).Order(), forecast["unconverted"]!.AsArray().Select(id => (Guid)id!));
    }

    private static string? Part(string name, string? value) => value is null ? null : $"{name}={value}";

    private static async Task<IReadOnlyList<Seen>> SeenAsync(ApiClient caller)
    {
        var seen = new List<Seen>();
        var cursor = "";
        do
        {
            var page = (await caller.GetAsync($"/api/v1/opportunities?limit=50{cursor}")).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Items.Select(deal => new Seen(
                (Guid)deal["id"]!, (string)deal["ownerId"]!, (string)deal["team"]!, (string)deal["pipeline"]!, (string)deal["currency"]!, (long?)deal["amountMinor"] ?? 0, (int)deal["probabilityPercent"]!,
                (string)deal["state"]! == "open", (string)deal["state"]! == "won",
                (string)deal["state"]! == "won" ? DateOnly.FromDateTime(((DateTimeOffset)deal["closedAt"]!).ToOffset(Shanghai).DateTime)
                    : (string?)deal["expectedClose"] is { } close ? DateOnly.Parse(close, CultureInfo.InvariantCulture) : null)));
            cursor = page.Next is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);
        return seen;
    }

    private Task<T> TickAsync<T>(Func<EngagementDb, Task<T>> look)
    {
        clock.Advance(TimeSpan.FromMilliseconds(100));
        return service.InScopeAsync(services => look(services.GetRequiredService<EngagementDb>()));
    }

    private ApiClient As(string subject, string role, string? team = null) => service.As(subject, role, team, DateTime.UtcNow.AddYears(5));

    private sealed record Seen(Guid Id, string Owner, string Team, string Pipeline, string Currency, long Minor, int Percent, bool Open, bool Won, DateOnly? Close)
    {
        /// <summary>Exactly, then rounded once, half away from zero.</summary>
        public long InBase(int percent)
        {
            var shift = Money.Decimals(Base) - Money.Decimals(Currency);
            var numerator = new BigInteger(Minor) * Nano[Currency] * percent * BigInteger.Pow(10, Math.Max(0, shift));
            var denominator = new BigInteger(1_000_000_000L) * 100 * BigInteger.Pow(10, Math.Max(0, -shift));
            return (long)((2 * numerator + denominator) / (2 * denominator));
        }
    }
}
