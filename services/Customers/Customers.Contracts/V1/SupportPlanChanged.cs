namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>State event: what customers of a class are entitled to (C4); the highest version wins. Until one arrives: A 7 days and 15 %, B 14 and 8 %, C 30 and 3 %.</summary>
/// <param name="Class"><c>A</c>, <c>B</c> or <c>C</c>.</param>
/// <param name="CadenceDays">A customer of the class is contacted at least this often.</param>
/// <param name="DiscountRoomPercent">What its owner may give without asking.</param>
/// <param name="ServiceLevel">The name of its service level, for people: no service of the platform goes by it.</param>
/// <param name="LookedAfterBy">Who looks after it, in words, for people.</param>
public sealed record SupportPlanChanged(
    string Class, long Version, int CadenceDays, int DiscountRoomPercent, string ServiceLevel, string LookedAfterBy, bool HolidayCare);
