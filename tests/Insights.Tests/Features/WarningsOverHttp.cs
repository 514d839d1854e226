using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.Service.Contracts.V1;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>I5: who is warned of, who is not, and how long.</summary>
public sealed class WarningsOverHttp(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly DateOnly Today = new OrganisationCalendar("Asia/Shanghai", TimeProvider.System).Today;

    [Fact]
    public async Task Silence_is_the_customer_s_own_and_imported_history_warns_of_nobody()
    {
        var (weekly, quarterly, imported, speaking, erased, complainer, scarce, repeated, dialled) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        foreach (var customer in new[] { weekly, quarterly, imported, speaking, erased, complainer, scarce, repeated, dialled }) insights.Customers.Add(Happenings.Customer(customer, "Customer", "north", "nina"));
        // Forty days of silence are much for who comes weekly and nothing for who comes quarterly.
        Buy(weekly, 40, 7);
        Buy(quarterly, 40, 90);
        Buy(imported, 40, 7, history: true);
        Buy(speaking, 40, 7);
        Buy(erased, 40, 7);
        insights.Engagement.Add([.. Enumerable.Range(0, 6).Select(i => (object)new CallLogged(Guid.NewGuid(), speaking, "nina", "north", "inbound", "care", true, At(i * 7 + 1), 5, null))]);
        // What our machine says every week breaks nobody's silence.
        Buy(dialled, 40, 7);
        insights.Engagement.Add([.. Enumerable.Range(0, 6).Select(i => (object)new CallLogged(Guid.NewGuid(), dialled, "nina", "north", "outbound", "care", true, At(i * 7 + 1), 5, null, Contact: false))]);
        insights.Customers.Add(new CustomerErased(erased, DateTimeOffset.UtcNow));
        // It used to complain every ten days and buys late now: who no longer complains may have given up.
        Buy(complainer, 20, 15);
        insights.Complaints.Add([.. Enumerable.Range(0, 4).Select(i => (object)Happenings.Complaint(Guid.NewGuid(), complainer, "closed", At(40 + 10 * i), closed: At(39 + 10 * i)))]);
        // Whoever said the same thing four times has complained once, and has no rhythm of complaining to fall out of (S9).
        Buy(repeated, 20, 15);
        Guid[] said = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];
        insights.Complaints.Add([.. said.Select((id, i) => (object)Happenings.Complaint(id, repeated, "closed", At(40 + 10 * i), closed: At(39 + 10 * i))),
            .. said.Skip(1).Select(id => new ComplaintMerged(id, repeated, "C-1", said[0], At(39)))]);
        // Two purchases and two calls are no rhythm each, and one together.
        insights.Customers.Add([.. new[] { 60, 70 }.Select(days => (object)Happenings.Purchase(scarce, $"{scarce:N}{days}", At(days), (1, "A", 1, 500_00)))]);
        insights.Engagement.Add([.. new[] { 65, 75 }.Select(days => (object)new CallLogged(Guid.NewGuid(), scarce, "nina", "north", "outbound", "care", true, At(days), 5, null))]);
        await insights.CaughtUpAsync();

        await insights.ComputeAsync("churn");
        var shown = await insights.AllAsync("churn");
        Assert.Equivalent(new[] { weekly, complainer, scarce, dialled }, shown.Select(w => (Guid)w["customerId"]!), strict: true);
        var warning = shown.Single(w => (Guid)w["customerId"]! == weekly);
        Assert.Contains("40", (string)warning["reasons"]!.AsArray().Single(r => (string?)r!["code"] == "purchases-silent")!["sentence"]!["en"]!, StringComparison.Ordinal);
        Assert.Contains("40天", (string)warning["reasons"]!.AsArray().Single(r => (string?)r!["code"] == "purchases-silent")!["sentence"]!["zhHans"]!, StringComparison.Ordinal);
        Assert.Contains("complaints-stopped", shown.Single(w => (Guid)w["customerId"]! == complainer)["reasons"]!.AsArray().Select(r => (string?)r!["code"]));
        Assert.Contains("all-silent", shown.Single(w => (Guid)w["customerId"]! == scarce)["reasons"]!.AsArray().Select(r => (string?)r!["code"]));
        Assert.NotEmpty((string)warning["proposal"]!["zhHans"]!);
        // Looking back warns nobody.
        var told = (await insights.PublishedAsync<ChurnWarned>()).Count;
        await insights.ComputeAsync("churn", new { asOf = $"{Today.AddDays(-5):yyyy-MM-dd}" });
        Assert.Equal(told, (await insights.PublishedAsync<ChurnWarned>()).Count);

        // C16: after a merge the warning is the survivor's, and silences the survivor too.
        var merge = Guid.NewGuid();
        insights.Customers.Add(new CustomersMerged(merge, quarterly, weekly, "ada", DateTimeOffset.UtcNow));
        await insights.CaughtUpAsync();
        Assert.Contains(quarterly, (await insights.AllAsync($"churn?customerId={weekly}")).Select(w => (Guid)w["customerId"]!));
        insights.Customers.Add(new CustomerMergeUndone(merge, quarterly, weekly, "ada", DateTimeOffset.UtcNow));
        await insights.CaughtUpAsync();
        Assert.Equal(weekly, (Guid)(await insights.AllAsync($"churn?customerId={weekly}")).Single()["customerId"]!);
        Assert.Empty(await insights.AllAsync("churn", insights.Service.As("sam", "sales", "south")));
        // C20: nobody is kept who is not there any more.
        var running = (await insights.AllAsync("churn?state=running")).Select(w => (Guid)w["customerId"]!).ToList();
        insights.Customers.Add([.. running.Select(customer => (object)new CustomerErased(customer, DateTimeOffset.UtcNow))]);
        await insights.CaughtUpAsync();
        Assert.Empty(await insights.AllAsync("churn?state=running"));
        var runOut = (await insights.AllAsync("churn?state=run-out")).ToDictionary(w => (Guid)w["customerId"]!, w => (string?)w["state"]);
        Assert.All(running, customer => Assert.Equal("run-out", runOut[customer]));
    }

    private void Buy(Guid customer, int silentDays, int gap, bool history = false) => insights.Customers.Add(
        [.. Enumerable.Range(0, 8).Select(i => (object)(Happenings.Purchase(customer, $"{customer:N}{i}", At(silentDays + i * gap), (1, "A", 1, 500_00)) with { Imported = history }))]);

    private static DateTimeOffset At(int daysAgo) => new(Today.AddDays(-daysAgo), new TimeOnly(12, 0), TimeSpan.FromHours(8));
}
