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
        return TypedResults.Created($"/api/v1/care/{date.Id}", CareDateView.Of(date));
    }

    public static async Task<Results<Ok<CareDateView>, Missing, Invalid, Stale>> ChangeAsync(
        Guid dateId, CareDateRequest request, IfMatch ifMatch, CustomersDb db, Today today, IOptions<CareOptions> options, CancellationToken cancellationToken)
    {
        if (await db.CareDates.SingleOrDefaultAsync(d => d.Id == dateId, cancellationToken) is not { } date) return new Missing("care date", dateId);
        if (!ifMatch.Matches(date)) return new Stale(date.Version);
        if (Wrong(request, today.Day) is { } wrong) return wrong;
        date.Change(request.Kind, DayOf(request), request.Year, request.Label, request.LeadDays ?? options.Value.LeadDays, today.Day);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(CareDateView.Of(date));
    }

    public static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(Guid dateId, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        if (await db.CareDates.SingleOrDefaultAsync(d => d.Id == dateId, cancellationToken) is not { } date) return new Missing("care date", dateId);
        if (!ifMatch.Matches(date)) return new Stale(date.Version);
        db.CareDates.Remove(date);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    public static async Task<Results<Ok<CareDateView>, Missing>> GetAsync(Guid dateId, CustomersDb db, CancellationToken cancellationToken) =>
        await db.CareDates.AsNoTracking().SingleOrDefaultAsync(d => d.Id == dateId, cancellationToken) is { } date
            ? TypedResults.Ok(CareDateView.Of(date))
            : new Missing("care date", dateId);

    public static async Task<Results<Ok<Page<CareDateView>>, Missing>> OfCustomerAsync(Guid id, CustomersDb db, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var dates = await db.CareDates.AsNoTracking().Where(d => d.CustomerId == id).OrderBy(d => d.NextOn).ToListAsync(cancellationToken);
        return TypedResults.Ok(Page.Whole<CareDateView>([.. dates.Select(CareDateView.Of)]));
    }

    /// <summary>What comes, nearest first.</summary>
    public static async Task<Ok<Page<CareDateView>>> ComingAsync(
        CustomersDb db, Cursors cursors, Today today, CancellationToken cancellationToken, DateOnly? from = null, DateOnly? until = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var (first, last) = (from ?? today.Day, until ?? (from ?? today.Day).AddDays(30));
        var list = $"care:{first:O}:{last:O}";
        var dates = db.CareDates.AsNoTracking().Where(d => d.NextOn >= first && d.NextOn <= last);
        if (cursors.Read<Position>(cursor, list) is { } after) dates = dates.Where(d => d.NextOn >= after.On && (d.NextOn > after.On || d.Key > after.Key));
        var rows = await dates.OrderBy(d => d.NextOn).ThenBy(d => d.Key).Take(limit + 1).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? cursors.Write(new Position(rows[limit - 1].NextOn!.Value, rows[limit - 1].Key), list) : null;
        return TypedResults.Ok(new Page<CareDateView>([.. rows.Take(limit).Select(CareDateView.Of)], next));
    }

    private static Invalid? Wrong(CareDateRequest request, DateOnly today)
    {
        if (request.Kind == CareKind.Holiday) return new Invalid("kind", "Holidays are everybody's; keep them at /api/v1/care/holidays.", "care.holiday");
        if (CareDate.Check(DayOf(request)) is { } refusal) return new Invalid(refusal);
        return request is { Kind: CareKind.Birthday, Year: { } born } && (born > DayOf(request).YearOf(today) || DayOf(request).In(born) > today)
            ? new Invalid("year", "Nobody is born on a day to come.", "care.birthday-to-come")
            : null;
    }

    private static YearlyDay DayOf(CareDateRequest request) => new(request.Calendar, request.Month, request.Day, request.LeapMonth);

    private sealed record Position(DateOnly On, long Key);
}
