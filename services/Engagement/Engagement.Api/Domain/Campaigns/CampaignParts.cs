using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Campaigns;

/// <summary>E10: what a member said or did.</summary>
public enum CampaignResponse
{
    [Names("Interested", "有兴趣", "有興趣")] Interested,
    [Names("Accepted", "接受邀请", "接受邀請")] Accepted,
    [Names("Attended", "已参加", "已參加")] Attended,
    [Names("Bought", "已购买", "已購買")] Bought,
    [Names("Declined", "谢绝", "謝絕")] Declined,
    [Names("No answer", "未回应", "未回應")] NoAnswer,
    [Names("Wants no more", "不愿再联系", "不願再聯絡")] OptedOut,
}

/// <summary>E10: a customer in a campaign; once in each.</summary>
internal sealed class CampaignMember : CustomerThing
{
    private CampaignMember() { }

    public Guid CampaignId { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    public CampaignResponse? Response { get; private set; }

    public DateTimeOffset? RespondedAt { get; private set; }

    public string? Note { get; private set; }

    /// <summary>Said something at all; silence is no response.</summary>
    public bool HasResponded => Response is not (null or CampaignResponse.NoAnswer);

    public static CampaignMember Add(Guid campaignId, Guid customerId, DateTimeOffset now)
    {
        var member = new CampaignMember { CampaignId = campaignId, AddedAt = now };
        member.Belong(customerId);
        return member;
    }

    public void Respond(CampaignResponse response, string? note, DateTimeOffset at) => (Response, Note, RespondedAt) = (response, note, at);
}

/// <summary>E10: one cost of a campaign.</summary>
internal sealed class CampaignCost : Entity
{
    private CampaignCost() { }

    public Guid CampaignId { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>Minor units of the campaign's currency; negative for what comes back.</summary>
    public long AmountMinor { get; private set; }

    public DateOnly On { get; private set; }

    public string BookedBy { get; private set; } = "";

    public DateTimeOffset BookedAt { get; private set; }

    public static CampaignCost Book(Guid campaignId, string text, long amountMinor, DateOnly on, string by, DateTimeOffset now) =>
        new() { CampaignId = campaignId, Text = text, AmountMinor = amountMinor, On = on, BookedBy = by, BookedAt = now };
}

/// <summary>E10: something learnt about the market.</summary>
internal sealed class ResearchNote : Entity, IHasHistory
{
    private ResearchNote() { }

    public string Title { get; private set; } = "";

    public string Topic { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? Source { get; private set; }

    public string? Region { get; private set; }

    public Guid? CampaignId { get; private set; }

    public string WrittenBy { get; private set; } = "";

    public DateTimeOffset WrittenAt { get; private set; }

    public Guid HistorySubject => Id;

    public static ResearchNote Write(string by, DateTimeOffset now) => new() { WrittenBy = by, WrittenAt = now };

    public void Say(string title, string topic, string text, string? source, string? region, Guid? campaignId) =>
        (Title, Topic, Text, Source, Region, CampaignId) = (title, topic, text, source, region, campaignId);
}
