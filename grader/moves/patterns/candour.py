"""Limits, reasons, what can be done instead, and promises nobody can keep.

Wording: codebook, C7 expectation_clarity, C8 positive_framing. "I can't guarantee" is honest, so a
negated promise never counts as an over-promise.
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

from .cue import Cue, Veto, cues, veto

CUES: list[Cue] = [
    *cues(
        "states_limit",
        (
            r"\b(?:i|we|it|that|this|they|nobody|no one|the \w+)(?: \w+)? ?(?:can't|cannot|can not|can no longer|am not able|are not able|'m not able|'re not able|am unable|are unable|isn't possible|is not possible|won't be able|am not allowed|'m not allowed|are not allowed|aren't allowed|couldn't)\b",
            r"\b(?:i|we) (?:don't|do not|haven't|have not)(?: yet)? (?:know|have (?:the|an|any|a|access)|got|found|see|hear)\b|\b(?:is|are) (?:not|n't) (?:something|available|possible|mine to)\b",
            r"\b(?:not possible|isn't possible|out of (?:stock|reach)|too late to|beyond what|outside what|the (?:most|furthest|limit) (?:i|we)|not (?:in|within) my (?:power|gift)|no longer (?:possible|available))\b",
            r"\b(?:isn't|aren't|wasn't) (?:\w+ )?(?:possible|available|something i can|covered|included|refundable)\b",
        ),
        guards="q",
    ),
    *cues(
        "gives_reason",
        (
            r"\b(?:because|since (?:the|it|we|your|that|this|i|they)|so that|due to|owing to|the reason|which is why|that's why|that is why|as (?:the|it|we|your|they) (?:\w+ ){1,3}(?:is|are|was|has|have|had)|on account of|this is so|caused by|the cause)\b",
            r"\bso (?:i|we|it|the|you|they|she|he|that) (?:can|could|know|don't|won't|needn't|have|has|get|couldn't|can't|will|'ll|went|was|had)\b",
            r"\b(?:that|it|which) (?:tells|lets|helps|allows|means|will tell|will let|shows) (?:me|us)\b",
        ),
        guards="",
        strong=False,
    ),
    *cues(
        "positive_alternative",
        (
            r"\bwhat (?:i|we) (?:can|could|am able to|are able to|may|will)(?: \w+)? (?:do|offer|give|promise)\b",
            r"\b(?:i|we|you) (?:can|could|will|'ll)\b[^.?!;]{0,60}\binstead\b|\binstead,? (?:i|we|you) (?:can|could|will|'ll)\b",
            r"\b(?:but|however|still|though|yet|;)[, ] ?(?:what )?(?:i|we|you) (?:can|am able|are able|could)\b(?! (?:not|only say|never))",
            r"\b(?:once|as soon as|when|after) [^.?!;,]{3,60}[, ]{1,2}(?:i|we) can\b",
            r"\b(?:there is|there's) (?:still )?(?:a|one|another|something)(?: \w+)? (?:way|thing|route|option|door)\b|\b(?:the )?(?:good|better) news is\b|\bthe (?:quickest|fastest|best|surest|simplest) (?:way|route|thing)\b",
        ),
        guards="",
        strong=True,
    ),
    *cues(
        "overpromise",
        (
            r"\b(?:i|we)(?: can| do| will|'ll| absolutely| hereby| personally| fully)? (?:100 ?%|one hundred per ?cent|absolutely|fully|totally|completely)? ?(?:guarantee|swear|vow|pledge)\b",
            r"\b(?:guaranteed|100 ?% (?:sure|certain|guaranteed|fixed|safe)|one hundred per ?cent (?:sure|certain)|hundred percent (?:sure|certain)|without (?:a|any) (?:doubt|fail)|no matter what|come what may|mark my words|rest assured,? (?:that )?(?:it|this|your \w+|we|you|the \w+)(?:'ll| will)|you have my word(?! (?:that )?(?:i|we)(?:'ll| will) (?:ring|call|write|email|text|chase|ask|come back))|on my (?:life|mother)|bet my (?:life|job)|zero (?:risk|chance)|cast[- ]iron)\b",
            r"\b(?:i|we) promise(?: you)?(?:,? that)?(?: \w+)? (?:it|this|that|nothing|everything|you(?:'ll| will)? (?:never|always|be|get|have)|your|the|there|all)\b",
            r"\b(?:will|'ll|shall) (?:never|always|not ever|definitely never|certainly never) (?:ever )?(?:happen|occur|be|have|see|fail|go wrong|break|let|again|need|get)\b|\b(?:never|not) (?:ever )?(?:happen|occur) (?:to you )?(?:ever )?again\b|\bwon't (?:ever )?happen again\b",
            r"\b(?:will|'ll) (?:definitely|certainly|absolutely|surely|for sure|100 ?%|undoubtedly|totally) (?:be|get|have|arrive|work|fix|solve|resolve|receive|come|land)\b",
            r"\b(?:definitely|absolutely|certainly) (?:will|going to|fixed|arrive|tonight|tomorrow|today|by)\b",
            r"\b(?:whatever|anything|everything) (?:you (?:want|ask|like|say)|it takes|and anything)\b[^.?!]{0,20}(?:[.!]|$|is yours|i'll)|\bimpossible (?:for|that|to) (?:it|this|fail|go)\b|\bforever free|free for life\b",
        ),
        guards="nq",
    ),
    *cues(
        "jargon",
        (
            r"\b(?:pursuant|herein|hereby|hereunder|thereof|aforementioned|forthwith|notwithstanding|heretofore|clause \d|section \d|sub-?section|article \d|without prejudice|force majeure|liabilit(?:y|ies)|terms and conditions|t&cs?|indemnif\w+|ex gratia|in lieu|undersigned|captioned)\b",
            r"\b(?:sla|kpi|crm|sku|rma|l1|l2|l3|tier[- ][123]|fifo|etl|api|backend|back-end|sop|csat|aht|poc|dispo|wip|imei|mvno|otp|npi|dsr|kyc|rca|noc|osp|cpe|dslam|olt|ont|pnr|irrops|mct|escalation matrix|ticketing queue|workflow|provision(?:ed|ing)?|deprovision\w*|end[- ]user|root cause analysis|severity [1-4]|p[1-4] (?:ticket|incident)|cache invalidation|reconciliation batch|remittance|disposition(?:ed)?|adjudicat\w+|subrogation|beneficiary|demurrage|manifest(?:ed)?|linehaul|consignment|middleware|firmware rollback|mac address|handshake|packet loss|latency|node|throttl\w+)\b",
        ),
        guards="",
    ),
]

VETOES: list[Veto] = [
    veto(
        "overpromise",
        r"\b(?:can't|cannot|can not|won't|not|never|don't|couldn't|wouldn't|no|nobody can|no one can|unable to|rather than|instead of)\b[^.?!;,]{0,30}\b(?:promise|guarantee|swear|definitely|certain|sure|100)\b",
        "a promise that is not made is honest",
        unless=r"\b(?:never|not) (?:ever )?(?:happen|occur)\b",
    ),
    veto(
        "overpromise",
        r"\b(?:guarantee (?:period|card|form|certificate|claim|covers?|ran|runs|expired|ended)|under (?:the )?guarantee|the guarantee|your guarantee|money[- ]back guarantee)\b",
        "a guarantee is the paper here, not a promise",
    ),
    veto(
        "states_limit",
        r"\b(?:can't|cannot|couldn't) (?:thank you enough|apologi[sz]e enough|be sorrier|wait to|agree more|imagine|blame you|begin to|fault you)\b|\bcan't (?:you|they)\b|\byou (?:can't|cannot) (?:be serious|expect|just|keep|speak|talk)\b",
        "the 'can't' here is no limit on what is done",
    ),
]
