namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>State event: a member of staff after a change. The highest version wins.</summary>
/// <param name="StaffId">Token subject.</param>
/// <param name="ManagerId">Token subject of the manager.</param>
/// <param name="TimeZone">IANA name; shifts are in its local time.</param>
public sealed record StaffChanged(
    string StaffId,
    long Version,
    string Name,
    string Team,
    string? ManagerId,
    string? Email,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Skills,
    IReadOnlyList<string> Languages,
    IReadOnlyList<StaffShift> Shifts,
    string TimeZone,
    bool Active);

/// <summary>A weekly working period, local time. <paramref name="Day"/> is an English weekday in lower case.</summary>
/// <param name="From">Minutes after midnight.</param>
/// <param name="To">Minutes after midnight; less than <paramref name="From"/> when it ends on the next day.</param>
public sealed record StaffShift(string Day, int From, int To);
