using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>An answer to one of the three questions of C8; from whom and when.</summary>
public sealed record QualificationAnswer(bool? Present, string? By, DateTimeOffset? At)
{
    public static QualificationAnswer Unknown { get; } = new(null, null, null);
}

/// <summary>Money, authority and need of a customer (C8 MAN), as far as they are known.</summary>
public sealed class Qualification : Entity, IHasHistory
{
    private Qualification() { }

    public Guid CustomerId { get; private set; }

    public QualificationAnswer Money { get; private set; } = QualificationAnswer.Unknown;

    public QualificationAnswer Authority { get; private set; } = QualificationAnswer.Unknown;

    public QualificationAnswer Need { get; private set; } = QualificationAnswer.Unknown;

    public Guid HistorySubject => CustomerId;

    public ManVerdict Verdict => ManVerdict.Of(Money.Present, Authority.Present, Need.Present);

    public static Qualification Of(Guid customerId) => new() { CustomerId = customerId };

    /// <summary>Answers all three; null is unknown.</summary>
    public void Answer(bool? money, bool? authority, bool? need, string by, DateTimeOffset now)
    {
        Money = Changed(Money, money, by, now);
        Authority = Changed(Authority, authority, by, now);
        Need = Changed(Need, need, by, now);
    }

    /// <summary>Takes an answer that a conversation gave; the newest one counts, whatever the order of arrival.</summary>
    public bool Take(ManLetter letter, bool present, string by, DateTimeOffset at)
    {
        var known = letter switch { ManLetter.Money => Money, ManLetter.Authority => Authority, _ => Need };
        if (known.At > at) return false;
        var answer = new QualificationAnswer(present, by, at);
        switch (letter)
        {
            case ManLetter.Money: Money = answer; break;
            case ManLetter.Authority: Authority = answer; break;
            default: Need = answer; break;
        }
        return true;
    }

    // C8: that something is not known after all is said at a time too, or an answer of before would come back with a late event.
    private static QualificationAnswer Changed(QualificationAnswer known, bool? present, string by, DateTimeOffset now) =>
        known.Present == present ? known : new QualificationAnswer(present, by, now);
}
