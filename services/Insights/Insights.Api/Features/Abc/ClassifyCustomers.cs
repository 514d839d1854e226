using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Abc;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Jobs;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Abc;

/// <param name="AsOf">
/// The last full calendar year before this day decides; today when left out. Where that is another year than today's, it is a look back: the report says what
/// it came to, and nobody's class changes.
/// </param>
public sealed record ClassifyRequest(DateOnly? AsOf = null);

/// <summary>What a classification came to.</summary>
/// <param name="Changed">Customers whose class changed by it; none by a look back.</param>
public sealed record ClassReport(int Year, int A, int B, int C, int Changed);

/// <summary>
/// C4, I2: classes from purchases, yearly and on demand. Only changes are published; who bought nothing in the three years and is
/// neither agent nor franchisee has no row and the class everybody begins with, C.
/// </summary>
internal static class ClassifyCustomers
{
    public const string JobKind = "insights-abc";
    public const string RunKind = "abc";
    public const string LookBackKind = "abc-back";
    public const string Path = "abc";
    private const int Chunk = 2000;

    public static Task<Accepted<JobView>> QueueAsync(
        ClassifyRequest request, InsightsDb db, OrganisationCalendar calendar, Caller caller, TimeProvider time, JobSignal signal, CancellationToken cancellationToken)
    {
        Analyses.RequirePast(request.AsOf, calendar);
        return Analyses.QueueAsync(db, JobKind, Path, request, caller, time, signal, cancellationToken);
    }

    public static ClassRow Row(AbcResult r, int year, long sales, DateOnly asOf) => new()
    {
        CustomerNo = r.Customer,
        Class = r.Class,
        Year = year,
        Sales = sales,
        ReasonCode = r.ReasonCode,
        ReasonEn = r.Reason.En,
        ReasonZhHans = r.Reason.ZhHans,
        ReasonZhHant = r.Reason.ZhHant,
        AsOf = asOf,
    };

    internal sealed class Work(CurrentGeneration current, TimeProvider time, OrganisationCalendar calendar, IOptions<InsightsOptions> options)
        : AnalysisWork<ClassifyRequest>(current, time)
    {
        protected override async Task AnalyseAsync(RunStore store, ClassifyRequest request, CancellationToken cancellationToken)
        {
            var asOf = request.AsOf ?? calendar.Today;
            var year = AbcClassification.LastFullYear(asOf);
            var ((customers, all), known) = await store.ReadAsync(async db => (await CustomersAsync(db, year, cancellationToken), await KnownAsync(db, cancellationToken)), cancellationToken);
            // C4: a class rests on the last full year; a look back at another leaves the classes of today alone.
            var lookBack = year != AbcClassification.LastFullYear(calendar.Today);
            await store.BeginAsync(lookBack ? LookBackKind : RunKind, asOf, request with { AsOf = asOf }, cancellationToken);
            await store.TellAsync(50, cancellationToken);
            var results = AbcClassification.Classify(customers, asOf, new AbcSettings
            {
                TopFranchisees = (decimal)options.Value.TopFranchisees,
                GrowthPercent = options.Value.GrowthPercent,
                MinimumRating = options.Value.MinimumRating,
            });
            var sales = customers.ToDictionary(c => c.Customer, c => c.Sales(year));
            // Whoever was judged once and is not any more (no channel that counts, no sales) is C again, of the new year.
            var judged = results.Select(r => r.Customer).ToHashSet();
            var fallen = known.Where(pair => !judged.Contains(pair.Key)).Select(pair => AbcClassification.WithoutSales(pair.Key, year));
            var news = results.Concat(fallen).Where(r => known.GetValueOrDefault(r.Customer) != new KnownClass(r.Class, year, sales.GetValueOrDefault(r.Customer), r.ReasonCode)).ToList();
            var published = 0;
            foreach (var chunk in lookBack ? [] : news.Chunk(Chunk)) published += await PublishAsync(store, chunk, known, sales, asOf, year, cancellationToken);
            var (a, b) = (results.Count(r => r.Class == AbcClass.A), results.Count(r => r.Class == AbcClass.B));
            await store.EndAsync(new ClassReport(year, a, b, all - a - b, published), 2, cancellationToken);
        }

        private async Task<int> PublishAsync(
            RunStore store, AbcResult[] results, Dictionary<long, KnownClass> known, Dictionary<long, long> sales, DateOnly asOf, int year, CancellationToken cancellationToken)
        {
            var published = 0;
            await store.WriteAsync(async db =>
            {
                await db.UpsertAsync([.. results.Select(r => Row(r, year, sales.GetValueOrDefault(r.Customer), asOf))], cancellationToken);
                var changed = results.Where(r => (known.GetValueOrDefault(r.Customer)?.Class ?? AbcClass.C) != r.Class).ToList();
                var ids = await db.IdsAsync(changed.Select(r => r.Customer), cancellationToken);
                foreach (var r in changed)
                {
                    db.Publish(new CustomerClassified(
                        ids[r.Customer], EnumCode.Of(r.Class), year, r.Reason.En, r.Reason.ZhHans, r.Reason.ZhHant, Time.GetUtcNow()), ids[r.Customer]);
                    published++;
                }
            }, cancellationToken);
            return published;
        }

        /// <summary>Without the sentences, which are long and many.</summary>
        private static async Task<Dictionary<long, KnownClass>> KnownAsync(InsightsDb db, CancellationToken cancellationToken) =>
            await db.Classes.Select(c => new { c.CustomerNo, c.Class, c.Year, c.Sales, c.ReasonCode })
                .ToDictionaryAsync(c => c.CustomerNo, c => new KnownClass(c.Class, c.Year, c.Sales, c.ReasonCode), cancellationToken);

        /// <summary>Everybody who can be more than C: agents, franchisees, and who bought in one of the three years; and how many customers there are in all.</summary>
        private static async Task<(List<AbcCustomer> Judged, int All)> CustomersAsync(InsightsDb db, int year, CancellationToken cancellationToken)
        {
            var sales = new Dictionary<long, Dictionary<int, long>>();
            await foreach (var (customer, days) in new LedgerScan(db).DaysAsync(new DateOnly(year, 12, 31), cancellationToken))
            {
                var years = days.GroupBy(day => DateOnly.FromDayNumber(day.Day).Year).Where(y => y.Key > year - 3).ToDictionary(y => y.Key, y => y.Sum(day => day.Net));
                if (years.Count > 0) sales.Add(customer, years);
            }
            var (customers, all) = (new List<AbcCustomer>(), 0);
            await foreach (var c in ReadClasses.Standing(db.All<CustomerRow>())
                .Select(c => new { c.No, c.Channel, c.Cooperation, c.Loyalty }).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                all++;
                var channel = c.Channel switch { "agent" => AbcChannel.Agent, "franchisee" => AbcChannel.Franchisee, _ => AbcChannel.Other };
                var years = sales.GetValueOrDefault(c.No);
                if (channel != AbcChannel.Other || years is not null) customers.Add(new AbcCustomer(c.No, channel, years ?? [], c.Cooperation, c.Loyalty));
            }
            return (customers, all);
        }

        private sealed record KnownClass(AbcClass Class, int Year, long Sales, string ReasonCode);
    }
}
