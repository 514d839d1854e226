using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Care;

/// <summary>C15: the days of a customer's own.</summary>
internal static class CareDates
{
    public static async Task<Results<Created<CareDateView>, Missing, Invalid, Refused>> AddAsync(
        Guid id, CareDateRequest request, CustomersDb db, Today today, IOptions<CareOptions> options, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } inactive) return new Refused(inactive);
        if (Wrong(request, today.Day) is { } wrong) return wrong;
        var date = CareDate.For(id, request.Kind, DayOf(request), request.Year, request.Label, request.LeadDays ?? options.Value.LeadDays, today.Day);
        db.CareDates.Add(date);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/care/{date.Id}", CareDateView.Of(date, date.ComingOn(today.Day)));
    }

    public static async Task<Results<Ok<CareDateView>, Missing, Invalid, Stale>> ChangeAsync(
        Guid dateId, CareDateRequest request, IfMatch ifMatch, CustomersDb db, Today today, IOptions<CareOptions> options, CancellationToken cancellationToken)
    {
        if (await db.CareDates.SingleOrDefaultAsync(d => d.Id == dateId, cancellationToken) is not { } date) return new Missing("care date", dateId);
        if (!ifMatch.Matches(date)) return new Stale(date.Version);
        if (Wrong(request, today.Day) is { } wrong) return wrong;
        date.Change(request.Kind, DayOf(request), request.Year, request.Label, request.LeadDays ?? options.Value.LeadDays, today.Day);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CareDateView.Of(date, date.ComingOn(today.Day)));
    }

    public static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(Guid dateId, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        if (await db.CareDates.SingleOrDefaultAsync(d => d.Id == dateId, cancellationToken) is not { } date) return new Missing("care date", dateId);
        if (!ifMatch.Matches(date)) return new Stale(date.Version);
        db.CareDates.Remove(date);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    public static async Task<Results<Ok<CareDateView>, Missing>> GetAsync(Guid dateId, CustomersDb db, Today today, CancellationToken cancellationToken) =>
        await db.CareDates.AsNoTracking().SingleOrDefaultAsync(d => d.Id == dateId, cancellationToken) is { } date
            ? TypedResults.Ok(CareDateView.Of(date, date.ComingOn(today.Day)))
            : new Missing("care date", dateId);

    public static async Task<Results<Ok<Page<CareDateView>>, Missing>> OfCustomerAsync(Guid id, CustomersDb db, Today today, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var dates = await db.CareDates.AsNoTracking().Where(d => d.CustomerId == id).ToListAsync(cancellationToken);
        var day = today.Day;
        return TypedResults.Ok(Page.Whole<CareDateView>([.. dates.Select(d => CareDateView.Of(d, d.ComingOn(day))).OrderBy(view => view.NextOn)]));
    }

    /// <summary>What comes, nearest first; also what is cared for already.</summary>
    public static async Task<Ok<Page<CareDateView>>> ComingAsync(
        CustomersDb db, Cursors cursors, Today today, CancellationToken cancellationToken, DateOnly? from = null, DateOnly? until = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var (first, last) = (from ?? today.Day, until ?? (from ?? today.Day).AddDays(30));
        var list = $"care:{first:O}:{last:O}";
        var after = cursors.Read<Position>(cursor, list) ?? new Position(first, 0);
        var dates = await db.CareDates.AsNoTracking().Where(d => d.NextOn >= after.On && d.NextOn <= last && (d.NextOn > after.On || d.Key > after.Key))
            .OrderBy(d => d.NextOn).ThenBy(d => d.Key).Take(limit + 1).ToListAsync(cancellationToken);
        var coming = dates.Select(d => (On: d.NextOn!.Value, Date: d)).ToList();
        coming.AddRange((await BegunAsync(db, today.Day, after.On, last, cancellationToken)).Where(begun => begun.On > after.On || begun.Date.Key > after.Key));
        var rows = coming.OrderBy(row => row.On).ThenBy(row => row.Date.Key).Take(limit + 1).ToList();
        var next = rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].On, rows[limit - 1].Date.Key), list) : null;
        return TypedResults.Ok(new Page<CareDateView>([.. rows.Take(limit).Select(row => CareDateView.Of(row.Date, row.On))], next));
    }

    /// <summary>Those to come in a period whose care has begun: their rows wait for the return after it, by which they are found.</summary>
    private static async Task<List<(DateOnly On, CareDate Date)>> BegunAsync(CustomersDb db, DateOnly today, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        if (first < today) first = today;
        if (last > today.AddDays(CareDateRequest.LongestLead)) last = today.AddDays(CareDateRequest.LongestLead);
        var after = new HashSet<DateOnly>();
        for (var on = first; on <= last; on = on.AddDays(1))
            foreach (var calendar in Enum.GetValues<CareCalendar>())
                after.UnionWith(YearlyDay.FallingOn(on, calendar).Select(day => day.In(day.YearOf(on) + 1)).OfType<DateOnly>());
        if (after.Count == 0) return [];
        var returns = after.ToArray();
        var dates = await db.CareDates.AsNoTracking().Where(d => d.DoneYear != null && d.NextOn != null && EF.Parameter(returns).Contains(d.NextOn!.Value)).ToListAsync(cancellationToken);
        return [.. dates.Select(date => (On: date.ComingOn(today)!.Value, Date: date)).Where(begun => begun.On >= first && begun.On <= last)];
    }

    private static Invalid? Wrong(CareDateRequest request, DateOnly today)
    {
        if (request.Kind == CareKind.Holiday) return new Invalid("kind", "Holidays are everybody's; keep them at /api/v1/care/holidays.", "care.holiday");
        if (CareDate.Check(DayOf(request), request.Year) is { } refusal) return new Invalid(refusal);
        return request is { Kind: CareKind.Birthday, Year: { } born } && (born > DayOf(request).YearOf(today) || DayOf(request).In(born) > today)
            ? new Invalid("year", "Nobody is born on a day to come.", "care.birthday-to-come")
            : null;
    }

    private static YearlyDay DayOf(CareDateRequest request) => new(request.Calendar, request.Month, request.Day, request.LeapMonth);

    private sealed record Position(DateOnly On, long Key);
}
