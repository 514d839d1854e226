using CrmPlatform.Customers.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Care;

/// <summary>
/// C15: the birthday in a profile is a day of care, and goes with it; one that was entered by hand for the same day is enough. Nothing is
/// saved here.
/// </summary>
internal sealed class BirthdayCare(CustomersDb db, Today today, IOptions<CareOptions> options)
{
    public async Task FollowAsync(CustomerProfile profile, ProfileBasics before, CancellationToken cancellationToken)
    {
        var now = profile.Basics;
        if (before.Born == now.Born) return;
        var date = await db.CareDates.IgnoreQueryFilters().SingleOrDefaultAsync(d => d.SourceId == profile.Id, cancellationToken);
        if (now.Born is not { } born)
        {
            if (date is not null) db.CareDates.Remove(date);
            return;
        }
        var day = born.Day;
        if (date is not null)
        {
            date.Change(CareKind.Birthday, day, born.Year, date.Label, date.LeadDays, today.Day);
            return;
        }
        var known = await db.CareDates.IgnoreQueryFilters().AnyAsync(d => d.CustomerId == profile.CustomerId && d.Kind == CareKind.Birthday && d.Label == null
            && d.Calendar == day.Calendar && d.Month == day.Month && d.Day == day.Day && d.LeapMonth == day.IsLeapMonth, cancellationToken);
        if (!known) db.CareDates.Add(CareDate.For(profile.CustomerId, CareKind.Birthday, day, born.Year, null, options.Value.LeadDays, today.Day, profile.Id));
    }
}
