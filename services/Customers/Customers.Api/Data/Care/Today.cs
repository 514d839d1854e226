using CrmPlatform.Customers.Domain;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Customers.Data.Care;

/// <summary>The organisation's day.</summary>
internal sealed class Today(IOptions<CustomersOptions> options, TimeProvider time)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public DateOnly Day => DayOf(time.GetUtcNow());

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
