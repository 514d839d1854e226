using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Features.Churn;
using CrmPlatform.Insights.Features.Clv;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.Service.Contracts.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>I1, I4, I5: what comes in several events is one thing all the same.</summary>
public sealed class PiecesOfOne(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    private static readonly DateOnly Today = new OrganisationCalendar("Asia/Shanghai", TimeProvider.System).Today;

    // C13, I5: an order may come in several events.
    [Fact]
    public async Task An_order_that_came_in_pieces_is_one_order_to_who_judges_a_customer()
    {
        // Five customers of one to five orders on the same day; the second's came line by line.
        var customers = Enumerable.Range(1, 5).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var customer in customers) insights.Customers.Add(Happenings.Customer(customer));
        foreach (var (customer, orders) in customers.Select((customer, i) => (customer, i + 1)))
        {
            for (var order = 0; order < orders; order++)
            {
                for (var line = 1; line <= (orders == 2 ? 3 : 1); line++)
                    insights.Customers.Add(Happenings.Purchase(customer, $"{customer:N}{order}", At(10), (line, "A", 1, 100_00)));
            }
        }
        await insights.CaughtUpAsync();
        var scores = await EvidenceAsync();
        var shown = (await insights.AllAsync("rfm")).ToDictionary(row => (Guid)row["customerId"]!, row => (int)row["f"]!);
        Assert.Equal(customers.Select(customer => shown[customer]), customers.Select(customer => (int)scores[customer].Churn.RfmNow!.Value.Frequency));
    }

    // S7, I4: a survey is told of once for each of its questions.
    [Fact]
    public async Task A_survey_of_three_questions_is_one_feedback()
    {
        var (customer, survey, answered) = (Guid.NewGuid(), Guid.NewGuid(), At(3));
        insights.Customers.Add(Happenings.Customer(customer), Happenings.Purchase(customer, $"{customer:N}", At(20), (1, "A", 1, 100_00)));
        insights.Complaints.Add([.. new[] { "csat", "nps", "ces" }.Select(metric => (object)new SurveyAnswered(Guid.NewGuid(), survey, customer, metric, 5, 1, 5, "visit", [], answered))]);
        await insights.CaughtUpAsync();
        var basis = await insights.Service.InScopeAsync(async scope => await ValueBasis.ReadAsync(await EnteredAsync(scope), Today, new InsightsOptions(), default));
        var number = await insights.Service.InScopeAsync(scope => scope.GetRequiredService<InsightsDb>().CustomerNumbers.Where(n => n.Id == customer).Select(n => n.No).SingleAsync());
        Assert.Equal(1, basis.Customers.Single(c => c.No == number).Knowledge.Feedbacks);
    }

    private Task<Dictionary<Guid, CustomerEvidence>> EvidenceAsync() => insights.Service.InScopeAsync(async scope =>
    {
        var db = await EnteredAsync(scope);
        var ids = await db.CustomerNumbers.ToDictionaryAsync(n => n.No, n => n.Id);
        var evidence = await Evidence.BeginAsync(db, Today, default);
        var judged = new Dictionary<Guid, CustomerEvidence>();
        for (var range = 0; range < evidence.Ranges; range++)
            foreach (var one in await evidence.ReadAsync(db, range, default)) judged.Add(ids[one.Churn.Customer], one);
        return judged;
    });

    private static async Task<InsightsDb> EnteredAsync(IServiceProvider scope)
    {
        var db = scope.GetRequiredService<InsightsDb>();
        db.Generation = await db.Pointers.Select(pointer => pointer.Current).SingleAsync();
        return db;
    }

    private static DateTimeOffset At(int daysAgo) => new(Today.AddDays(-daysAgo), new TimeOnly(12, 0), TimeSpan.FromHours(8));
}
