using CrmPlatform.Service.Data;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Service.Desk;

internal static class BusinessCalendars
{
    /// <summary>S5: null, or why the clocks of a complaint cannot run by this calendar (<c>complaint.calendar-unknown</c>).</summary>
    public static async Task<Refusal?> WhyNotAsync(ComplaintsDb db, string? code, CancellationToken cancellationToken) =>
        code is null or CalendarRow.Standard || await db.Calendars.AnyAsync(row => row.Code == code, cancellationToken)
            ? null
            : Refusal.Invalid("calendar", "complaint.calendar-unknown", $"There is no calendar '{code}'.");
}
