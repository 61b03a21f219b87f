"""A sentence that shows that a document puts scientific names in brackets behind common ones, by language."""

HABIT = {
    "en": "Dugongs (Dugong dugon), narwhals (Monodon monoceros), cheetahs (Acinonyx jubatus), saigas (Saiga tatarica).",
    "fr": "dugong (Dugong dugon), narval (Monodon monoceros), guépard (Acinonyx jubatus), saïga (Saiga tatarica).",
    "es": "dugongo (Dugong dugon), narval (Monodon monoceros), guepardo (Acinonyx jubatus), saiga (Saiga tatarica).",
}
NAMES_OF_HABIT = 8
"""How many names it holds."""
