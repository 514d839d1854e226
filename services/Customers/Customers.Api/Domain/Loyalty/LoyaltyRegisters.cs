using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>A tier of the programme (C14), reached by points earned within the programme's window.</summary>
public sealed class LoyaltyTier : Entity, IHasHistory
{
    private LoyaltyTier() { }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public long FromPoints { get; private set; }

    /// <summary>Purchases give so many percent of the ordinary points.</summary>
    public int MultiplierPercent { get; private set; } = 100;

    public string? Benefits { get; private set; }

    public Guid HistorySubject => Id;

    public static LoyaltyTier Named(string code) => new() { Code = code };

    public void Change(string name, long fromPoints, int multiplierPercent, string? benefits) =>
        (Name, FromPoints, MultiplierPercent, Benefits) = (name.Trim(), fromPoints, multiplierPercent, benefits);

    /// <summary>The highest tier reached; null below the first.</summary>
    public static LoyaltyTier? Of(long qualifying, IEnumerable<LoyaltyTier> tiers) => tiers.Where(tier => tier.FromPoints <= qualifying).MaxBy(tier => tier.FromPoints);

    /// <summary>Whether somebody of <paramref name="reached"/> may have what is kept for this tier and those above it.</summary>
    public bool IsReachedBy(LoyaltyTier? reached) => reached is not null && reached.FromPoints >= FromPoints;
}

/// <summary>A company that gives points or rewards with us.</summary>
public sealed class LoyaltyPartner : Entity, IHasHistory
{
    private LoyaltyPartner() { }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? Website { get; private set; }

    public bool Active { get; private set; } = true;

    public Guid HistorySubject => Id;

    public static LoyaltyPartner Named(string code) => new() { Code = code };

    public void Change(string name, string? website, bool active) => (Name, Website, Active) = (name.Trim(), website, active);
}

/// <summary>Something points are redeemed for.</summary>
public sealed class LoyaltyReward : Entity, IHasHistory
{
    private LoyaltyReward() { }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public long Points { get; private set; }

    /// <summary>How many are left; null for any number.</summary>
    public int? Stock { get; private set; }

    /// <summary>Code of the tier it is kept for; null for everybody.</summary>
    public string? Tier { get; private set; }

    public string? Partner { get; private set; }

    public DateTimeOffset? From { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    public bool Active { get; private set; } = true;

    public Guid HistorySubject => Id;

    public static LoyaltyReward Named(string code) => new() { Code = code };

    public void Change(string name, long points, int? stock, string? tier, string? partner, DateTimeOffset? from, DateTimeOffset? until, bool active) =>
        (Name, Points, Stock, Tier, Partner, From, Until, Active) = (name.Trim(), points, stock, tier, partner, from, until, active);

    /// <summary>Takes one off the shelf.</summary>
    public Refusal? HandOut(LoyaltyTier? reached, LoyaltyTier? needed, DateTimeOffset now)
    {
        if (!Active || now < From || now >= Until) return Refusal.Conflict("reward.not-offered", $"The reward '{Code}' is not offered now.");
        if (Stock == 0) return Refusal.Conflict("reward.none-left", $"Of the reward '{Code}' none is left.");
        if (needed is not null && !needed.IsReachedBy(reached))
            return Refusal.Conflict("reward.tier", $"The reward '{Code}' is kept for the tier '{needed.Code}' and above.", ("tier", needed.Code));
        Stock -= 1;
        return null;
    }

    public void PutBack() => Stock += 1;
}

/// <summary>An offer or event for members, from a tier on (C14: exclusive offers and events).</summary>
public sealed class LoyaltyOffer : Entity, IHasHistory
{
    private LoyaltyOffer() { }

    public string Code { get; private set; } = "";

    public LoyaltyOfferKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    public string? Text { get; private set; }

    public string? Tier { get; private set; }

    public string? Partner { get; private set; }

    public DateTimeOffset From { get; private set; }

    public DateTimeOffset Until { get; private set; }

    public string? Place { get; private set; }

    /// <summary>How many may accept; null for any number.</summary>
    public int? Capacity { get; private set; }

    public Guid HistorySubject => Id;

    public static LoyaltyOffer Named(string code) => new() { Code = code };

    public void Change(LoyaltyOfferKind kind, string title, string? text, string? tier, string? partner, DateTimeOffset from, DateTimeOffset until, string? place, int? capacity) =>
        (Kind, Title, Text, Tier, Partner, From, Until, Place, Capacity) = (kind, title.Trim(), text, tier, partner, from, until, place, capacity);
}

/// <summary>What a customer said to an offer; each word is kept, the last one counts.</summary>
public sealed class OfferResponse : Entity
{
    private OfferResponse() { }

    public Guid CustomerId { get; private set; }

    public Guid OfferId { get; private set; }

    public OfferAnswer Answer { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public static OfferResponse To(LoyaltyOffer offer, Guid customerId, OfferAnswer answer, string by, DateTimeOffset now) =>
        new() { OfferId = offer.Id, CustomerId = customerId, Answer = answer, By = by, At = now };
}
