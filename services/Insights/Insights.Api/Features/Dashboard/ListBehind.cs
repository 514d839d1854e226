using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Dashboard;

/// <param name="Kind"><c>visit</c>, <c>call</c>, <c>complaint</c>, <c>task</c>, <c>opportunity</c>, <c>contract</c>, <c>customer</c> and so on; the id is what its service knows it by.</param>
/// <param name="At">The instant that decides about its day.</param>
public sealed record BehindView(
    string Kind, Guid Id, Guid? CustomerId, string? CustomerName, DateTimeOffset At, string Team, string Person, decimal? Amount, string? Currency, long? Minutes);

/// <summary>I13: every number of the dashboard leads to what it counts; the list comes to the same.</summary>
internal static class ListBehind
{
    public static async Task<Results<Ok<Page<BehindView>>, Denied>> HandleAsync(
        [CodeOf<Measure>] string measure, InsightsDb db, CallerAccessor rights, Cursors cursors, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time,
        CancellationToken cancellationToken, DateOnly? from = null, DateOnly? to = null, [StringLength(60)] string? zone = null, [StringLength(60)] string? team = null,
        [StringLength(100)] string? person = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var wanted = EnumCode.Parse<Measure>(measure);
        // X1: a count is everybody's who sees dashboards; what it counts is for who may read such things, as far as that right reaches.
        var right = Behind.RightToRead(wanted);
        if (!rights.May(right)) return new Denied("forbidden", $"What stands behind this number is for those who have the right {right}.");
        rights.Caller.SeeNoFurtherThan(rights.ReachOf(right));
        var asked = AskedDays.Of(from, to, zone, organisation, time, 31);
        var list = $"behind:{measure}:{asked.Start.UtcTicks}:{asked.End.UtcTicks}:{team}:{person}";
        var after = cursors.Read<Place<DateTimeOffset>>(cursor, list);
        var things = Things(db, wanted, asked, team, person);
        if (after is not null) things = things.Where(t => t.At <= after.Value);
        var rows = await things.OrderByDescending(t => t.At).ThenBy(t => t.Id).Skip(after?.Seen ?? 0).Take(limit + 1).ToListAsync(cancellationToken);
        var customers = rows.Select(t => t.CustomerNo).OfType<long>().ToList();
        // Who won a customer may have it no more.
        var names = wanted == Measure.NewCustomers ? await db.NamesOfSeenAsync(customers, cancellationToken) : await db.NamesAsync(customers, cancellationToken);
        var (currency, money, minutes) = (options.Value.BaseCurrency, Behind.IsMoney(wanted), Behind.IsMinutes(wanted));
        return TypedResults.Ok(cursors.PageByPlace(rows, limit, list, after, t => t.At, t => new BehindView(
            t.Kind, t.Id, Customer(t)?.Id, Customer(t)?.Name, t.At, t.Team, t.Person, money ? Money.ToMajor(t.Amount, currency) : null, money ? currency : null, minutes ? t.Amount : null)));

        (Guid Id, string Name)? Customer(CountedThing t) => t.CustomerNo is { } no && names.TryGetValue(no, out var named) ? named : null;
    }

    public static IQueryable<CountedThing> Things(InsightsDb db, Measure measure, AskedDays asked, string? team, string? person)
    {
        var (first, last) = asked.Touched;
        var things = Behind.Of(db, measure, asked.Start, asked.End, first, last);
        if (team is not null) things = things.Where(t => t.Team == team);
        if (person is not null) things = things.Where(t => t.Person == person);
        return things;
    }
}
