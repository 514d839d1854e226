using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Care;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Features.Care;

/// <summary>C15: holidays, solar and lunar, and for whom they are kept.</summary>
internal static partial class Holidays
{
    public static async Task<Ok<Page<HolidayView>>> ListAsync(HttpRequest http, CustomersDb db, Today today, CancellationToken cancellationToken)
    {
        var (day, language) = (today.Day, http.Language());
        var holidays = await db.Set<CareHoliday>().AsNoTracking().ToListAsync(cancellationToken);
        return TypedResults.Ok(Page.Whole<HolidayView>([.. holidays.Select(h => HolidayView.Of(h, day, language)).OrderBy(h => h.NextOn)]));
    }

    public static async Task<Results<Created<HolidayView>, Ok<HolidayView>, Invalid, Stale>> PutAsync(
        [StringLength(60)] string code, HolidayRequest request, IfMatch ifMatch, HttpRequest http, CustomersDb db, Today today, IOptions<CareOptions> options,
        CancellationToken cancellationToken)
    {
        var day = new YearlyDay(request.Calendar, request.Month, request.Day);
        if (CareDate.Check(day, year: null) is { } wrong) return new Invalid(wrong);
        var holiday = await db.Set<CareHoliday>().SingleOrDefaultAsync(h => h.Code == code, cancellationToken);
        if (!ifMatch.Matches(holiday)) return new Stale(holiday?.Version ?? 0);
        var entered = holiday is null;
        // One of before is called as it is called, and can be changed.
        if (entered && !Code().IsMatch(code)) return new Invalid("code", "A code has up to 60 letters, digits and hyphens.");
        if (holiday is null) db.Add(holiday = CareHoliday.Named(code));
        holiday.Change(new Wording(request.NameEn, request.NameZhHans, request.NameZhHant), day, request.LeadDays ?? options.Value.LeadDays, request.Active,
            request.Classes ?? [AbcClass.A, AbcClass.B], request.Grades ?? [ValueGrade.Strategic, ValueGrade.Important], today.Day);
        await db.SaveChangesAsync(cancellationToken);
        var view = HolidayView.Of(holiday, today.Day, http.Language());
        return entered ? TypedResults.Created($"/api/v1/care/holidays/{code}", view) : TypedResults.Ok(view);
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-]*$")]
    private static partial Regex Code();

    public static async Task<Results<NoContent, Missing, Stale>> RemoveAsync(string code, IfMatch ifMatch, CustomersDb db, CancellationToken cancellationToken)
    {
        if (await db.Set<CareHoliday>().SingleOrDefaultAsync(h => h.Code == code, cancellationToken) is not { } holiday) return new Missing("holiday", code);
        if (!ifMatch.Matches(holiday)) return new Stale(holiday.Version);
        db.Remove(holiday);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
