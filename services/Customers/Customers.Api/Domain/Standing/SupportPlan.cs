using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>What a class of customers is entitled to (C4); Engagement follows its cadence and its discount room, the care calendar whether it is greeted.</summary>
public sealed class SupportPlan : Entity, IHasHistory
{
    private SupportPlan() { }

    public AbcClass Class { get; private set; }

    /// <summary>A customer of the class is contacted at least this often.</summary>
    public int CadenceDays { get; private set; }

    /// <summary>What its owner may give without asking; Engagement judges the promises of sales by it.</summary>
    public int DiscountRoomPercent { get; private set; }

    /// <summary>The name of its service level, for people: no service goes by it.</summary>
    public string ServiceLevel { get; private set; } = "";

    /// <summary>Who looks after it: an account manager, a sales team; in words, for people.</summary>
    public string LookedAfterBy { get; private set; } = "";

    /// <summary>Whether the class is greeted on holidays (C15).</summary>
    public bool HolidayCare { get; private set; }

    public Guid HistorySubject => Id;

    /// <summary>As it is while nobody has said otherwise: A every 7 days and 15 %, B 14 and 8 %, C 30 and 3 %, as Engagement begins with them; each is greeted on the holidays that are kept for it.</summary>
    public static SupportPlan Default(AbcClass abc) => abc switch
    {
        AbcClass.A => new SupportPlan { Class = abc, CadenceDays = 7, DiscountRoomPercent = 15, ServiceLevel = "priority", LookedAfterBy = "account manager", HolidayCare = true },
        AbcClass.B => new SupportPlan { Class = abc, CadenceDays = 14, DiscountRoomPercent = 8, ServiceLevel = "standard", LookedAfterBy = "sales team", HolidayCare = true },
        _ => new SupportPlan { Class = abc, CadenceDays = 30, DiscountRoomPercent = 3, ServiceLevel = "standard", LookedAfterBy = "sales team", HolidayCare = true },
    };

    public void Change(int cadenceDays, int discountRoomPercent, string serviceLevel, string lookedAfterBy, bool holidayCare) =>
        (CadenceDays, DiscountRoomPercent, ServiceLevel, LookedAfterBy, HolidayCare) = (cadenceDays, discountRoomPercent, serviceLevel, lookedAfterBy, holidayCare);
}
