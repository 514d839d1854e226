using System.Text;
using CrmPlatform.Service.Domain.Mail;
using CsCheck;

namespace CrmPlatform.Service.Tests.Mail;

public sealed class MailReaderTests
{
    [Fact]
    public void A_plain_message_is_read()
    {
        var mail = MailCases.Accepted(MailCases.Plain);
        Assert.Equal(new MailPerson("li.wei@example.com", "李伟"), mail.From);
        Assert.Equal(("包裹破了", "The parcel was broken.", "a1@example.com"), (mail.Subject, mail.Text, mail.Key));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8)), mail.SentAt);
        Assert.Equal((MailNature.Personal, MailDisposition.Accept, true), (mail.Nature, mail.Disposition, mail.MayAcknowledge));
        Assert.Empty(mail.Attachments);
    }

    [Fact]
    public void Of_alternatives_the_plain_text_is_taken_and_the_pictures_of_all()
    {
        var mail = MailCases.Accepted("""
            From: a@example.com
            Subject: x
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain; charset=utf-8

            plain words
            --a
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: text/html

            <p>rich words</p>
            --r
            Content-Type: image/png; name="screen.png"
            Content-ID: <1>
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --r--
            --a--
            --m
            Content-Type: text/plain

            below the picture
            --m
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf
            Content-Transfer-Encoding: base64

            JVBERi0xLjQ=
            --m--
            """);
        Assert.Equal("plain words\n\nbelow the picture", mail.Text);
        Assert.Equal([("screen.png", "image/png", true, 8), ("发票.pdf", "application/pdf", false, 8)],
            mail.Attachments.Select(a => (a.Name, a.DeclaredType, a.IsInline, a.Content.Length)));
    }

    [Fact]
    public void Without_plain_text_the_words_of_the_html_are_taken_and_nothing_that_runs()
    {
        var mail = MailCases.Accepted("""
            From: a@example.com
            Subject: x
            Content-Type: text/html; charset=utf-8

            <html><head><title>no</title><style>p { color: red }</style></head><body><script>alert("no")</script>
            <p>First&nbsp;line &amp; <b>bold</b>   words</p><!-- no --><div>Second<br>third</div>
            <table><tr><td>a</td><td>b</td></tr></table><blockquote><p>quoted</p></blockquote></body></html>
            """);
        Assert.Equal("First line & bold words\nSecond\nthird\na b\n> quoted", mail.Text);
        Assert.Equal("First line & bold words\nSecond\nthird\na b", mail.NewText);
    }

    [Theory]
    [InlineData("gb2312")]
    [InlineData("gb18030")]
    [InlineData("big5")]
    [InlineData("")]
    public void Chinese_in_its_older_encodings_is_read_even_when_none_is_named(string charset)
    {
        var words = charset == "big5" ? "包裹破了，很不滿意" : "包裹破了，很不满意";
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset == "" ? "gb18030" : charset)!;
        var head = $"From: a@example.com\r\nSubject: x\r\nContent-Type: text/plain{(charset == "" ? "" : "; charset=" + charset)}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
        var mail = MailReader.Read((byte[])[.. Encoding.ASCII.GetBytes(head), .. encoding.GetBytes(words)], MailCases.Settings, MailCases.Received).Value;
        Assert.Equal(words, mail.Text);
    }

    [Fact]
    public void Flowed_text_is_put_together_and_control_characters_are_left_out() =>
        Assert.Equal("one long line\nand another\n\nend", MailCases.Accepted(
            "From: a@example.com\nSubject: x\nContent-Type: text/plain; format=flowed\n\none long \nline\nand\u0007 another\n\n\n\n\nend\n").Text);

    [Fact]
    public void A_message_forwarded_as_attachment_is_one()
    {
        var mail = MailCases.Accepted("""
            From: a@example.com
            Subject: see below
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: text/plain

            look
            --m
            Content-Type: message/rfc822

            From: b@example.com
            Subject: The old one
            Content-Type: text/plain

            inner words
            --m--
            """);
        Assert.Equal("look", mail.Text);
        Assert.Equal([("The old one.eml", "message/rfc822")], mail.Attachments.Select(a => (a.Name, a.DeclaredType)));
        Assert.Contains("inner words", Encoding.UTF8.GetString(mail.Attachments[0].Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Attachments_beyond_the_limits_are_left_out_and_said_to_be()
    {
        var parts = string.Concat(Enumerable.Range(0, 4).Select(i =>
            $"--m\nContent-Type: image/png\nContent-Disposition: attachment; filename={i}.png\n\n{new string('x', i == 1 ? 200 : i == 3 ? 0 : 10)}\n"));
        var mail = MailCases.Accepted(
            "From: a@example.com\nSubject: x\nContent-Type: multipart/mixed; boundary=m\n\n" + parts + "--m\nContent-Type: image/png; name=4.png\n\nabc\n--m--\n",
            MailCases.Settings with { MaximumAttachment = 100, MaximumAttachments = 2 });
        Assert.Equal(["0.png", "2.png"], mail.Attachments.Select(a => a.Name));
        Assert.Equal([("1.png", "attachment.too-large"), ("3.png", "attachment.empty"), ("4.png", "attachment.too-many")], mail.LeftOut.Select(l => (l.Name, l.Code)));
    }

    [Theory]
    [InlineData("", "mail.empty")]
    [InlineData("just some words without headers", "mail.malformed")]
    [InlineData("{\"from\":\"a@example.com\"}", "mail.malformed")]
    [InlineData("Subject: x\n\nno sender", "mail.no-sender")]
    [InlineData("From: nobody\nSubject: x\n\ny", "mail.no-sender")]
    [InlineData("From: <>\nSubject: x\n\ny", "mail.no-sender")]
    [InlineData("From: a@example.com\n\n", "mail.nothing-said")]
    public void What_is_no_message_to_us_is_refused_with_a_reason(string message, string code) => Assert.Equal(code, MailCases.Read(message).Refusal?.Code);

    [Fact]
    public void A_message_too_large_or_too_involved_is_refused()
    {
        Assert.Equal("mail.too-large", MailCases.Read(MailCases.Plain, MailCases.Settings with { MaximumMessage = 100 }).Refusal?.Code);
        var many = "From: a@example.com\nContent-Type: multipart/mixed; boundary=m\n\n" + string.Concat(Enumerable.Repeat("--m\n\nx\n", 300)) + "--m--\n";
        Assert.Equal("mail.too-many-parts", MailCases.Read(many).Refusal?.Code);
        var deep = "From: a@example.com\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")) + "\nx\n";
        Assert.Equal("mail.too-deep", MailCases.Read(deep).Refusal?.Code);
    }

    [Fact]
    public void A_text_too_long_is_cut_and_said_to_be()
    {
        var mail = MailCases.Accepted(MailCases.Plain + new string('x', 500), MailCases.Settings with { MaximumText = 100 });
        Assert.Equal((true, 100), (mail.IsTextCut, mail.Text.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Message-ID:\n")]
    [InlineData("Message-ID: <>\n")]
    [InlineData("Message-ID: < >\n")]
    public void A_message_without_an_id_has_the_same_key_each_time_it_is_posted(string header)
    {
        var without = MailCases.Plain.Replace("Message-ID: <a1@example.com>\n", header, StringComparison.Ordinal);
        Assert.StartsWith("sha256:", MailCases.Accepted(without).Key, StringComparison.Ordinal);
        Assert.Equal(MailCases.Accepted(without).Key, MailCases.Accepted(without).Key);
        Assert.NotEqual(MailCases.Accepted(without).Key, MailCases.Accepted(without + "!").Key);
    }

    [Theory]
    [InlineData("Date: Mon, 2 Mar 2099 10:00:00 +0800")]
    [InlineData("Date: Thu, 1 Jan 1970 00:00:00 +0000")]
    [InlineData("Date: yesterday")]
    public void A_date_that_cannot_be_is_none(string date) =>
        Assert.Null(MailCases.Accepted(MailCases.Plain.Replace("Date: Mon, 2 Mar 2026 10:00:00 +0800", date, StringComparison.Ordinal)).SentAt);

    [Fact]
    public void A_subject_cannot_smuggle_in_a_header_and_answers_go_where_the_sender_wants_them()
    {
        var mail = MailCases.Accepted("From: A <a@example.com>\nReply-To: b@example.com\nSubject: =?utf-8?B?eApCY2M6IGV2aWxAZXhhbXBsZS5jb20=?=\n\ny");
        Assert.Equal("xBcc: evil@example.com", mail.Subject);
        Assert.Equal(("a@example.com", "b@example.com"), (mail.From.Address, mail.ReplyTo.Address));
    }

    [Fact]
    public void Whatever_the_bytes_are_they_are_read_or_refused_and_nothing_is_thrown()
    {
        var message = MailCases.Bytes(MailCases.With("Content-Type: multipart/mixed; boundary=\"m\"", MailCases.Plain) + "\n--m\nContent-Type: text/html; charset=x-unknown\n\n<p>&#xD800;<\n--m--");
        Gen.Select(Gen.Int[0, 2], Gen.Byte.Array[0, 400], Gen.Int[0, message.Length - 1].Array[0, 20], Gen.Byte).Sample((manner, bytes, places, value) =>
        {
            var input = manner == 0 ? bytes : [.. message];
            if (manner > 0)
            {
                foreach (var place in places)
                    input[place] = value;
                if (manner == 2)
                    input = [.. input.Take(places.FirstOrDefault(input.Length)), .. bytes];
            }

            var outcome = MailReader.Read(input, MailCases.Settings, MailCases.Received);
            Assert.True(outcome.IsAccepted ? outcome.Value.From.Address.Contains('@', StringComparison.Ordinal) : outcome.Refusal!.Code.StartsWith("mail.", StringComparison.Ordinal));
        }, iter: 3_000);
    }
}
